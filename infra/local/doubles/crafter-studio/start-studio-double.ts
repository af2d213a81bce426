import { type Double, type DoubleOptions, preciseNow, startDouble } from '#infra/local/doubles/server/start-double.ts';
import { answerCall } from './answer-call.ts';
import { contextPath, Logins } from './login.ts';
import { seedUsers } from './seed-users.ts';
import { StudioStore } from './studio-store.ts';

export type StudioDouble = Double & {
  store: StudioStore;
  /** The Bearer tokens of the seed. */
  serviceToken: string;
  administratorToken: string;
};

/** A stand-in for a Crafter Studio 4 server, on loopback, with the people of `seed-users.ts`. Everything is in memory. */
export async function startStudioDouble(options: DoubleOptions = {}): Promise<StudioDouble> {
  const store = new StudioStore(options.now ?? preciseNow);
  const logins = new Logins(store);
  const tokens = seedUsers(store);
  const double = await startDouble((received, misroute) => answerCall(store, logins, received, misroute), options);
  return { ...double, url: `${double.url}${contextPath}`, store, ...tokens };
}
