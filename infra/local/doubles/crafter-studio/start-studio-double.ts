import type { ProductDouble } from '#infra/local/doubles/server/product-double.ts';
import { type DoubleOptions, preciseNow, startDouble } from '#infra/local/doubles/server/start-double.ts';
import { answerCall } from './answer-call.ts';
import { contextPath, Logins } from './login.ts';
import { seedUsers } from './seed-users.ts';
import { StudioStore, type StudioUserRow } from './studio-store.ts';

export type StudioDouble = ProductDouble<StudioUserRow> & {
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
  return {
    ...double,
    url: `${double.url}${contextPath}`,
    store,
    ...tokens,
    find: (username) => store.findByUsername(username),
    canLogIn: async (username, password) => store.canLogIn(username, password),
    setPassword: async (username, password) => store.setPassword(store.findByUsername(username)?.id ?? 0, password),
  };
}
