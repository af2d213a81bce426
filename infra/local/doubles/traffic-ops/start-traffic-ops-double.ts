import { type Double, type DoubleOptions, preciseNow, startDouble } from '#infra/local/doubles/server/start-double.ts';
import { answerCall } from './answer-call.ts';
import { isScryptHashOf, scryptHash, scryptCost as serversCost } from './scrypt-hash.ts';
import { seedTrafficOps } from './seed-traffic-ops.ts';
import type { TrafficOpsKnobs } from './traffic-ops-call.ts';
import { TrafficOpsStore } from './traffic-ops-store.ts';

export type TrafficOpsOptions = DoubleOptions & {
  /** `secrets[0]`, with which the server signs its cookies. */
  secret?: string;
  /** A lower one makes tests fast. */
  scryptCost?: number;
};

export type TrafficOpsDouble = Double & {
  store: TrafficOpsStore;
  knobs: TrafficOpsKnobs;
  secret: string;
  /** Sets a password behind the server's back, as another client of its database would. */
  setPassword(username: string, password: string): Promise<void>;
  /** Whether this is the password that the table holds. */
  hasPassword(username: string, password: string): Promise<boolean>;
};

/** A stand-in for a Traffic Ops 8 server, on loopback, with the people of `seed-traffic-ops.ts`. Everything is in memory. */
export async function startTrafficOpsDouble(options: TrafficOpsOptions = {}): Promise<TrafficOpsDouble> {
  const { secret = 'the secret of the Traffic Ops double, known to everyone', scryptCost = serversCost } = options;
  const store = new TrafficOpsStore(options.now ?? preciseNow);
  const knobs: TrafficOpsKnobs = {
    hasRoleBasedPermissions: true,
    failsUpdates: false,
    isDatabaseDown: false,
    betweenCheckAndUpdate: null,
    userCacheSeconds: 0,
    offsetMinutes: 0,
    hasModifiedSince: false,
    disabledRoutes: [],
    rollsBackWhenClientLeaves: false,
  };
  await seedTrafficOps(store, scryptCost);
  const double = await startDouble((received) => answerCall({ store, knobs, secret, scryptCost }, received), options);
  return {
    ...double,
    store,
    knobs,
    secret,
    setPassword: async (username, password) => {
      const user = store.findUser(username);
      if (user) {
        store.update(user.id, { localPasswd: await scryptHash(password, scryptCost) });
      }
    },
    hasPassword: (username, password) => isScryptHashOf(store.findUser(username)?.localPasswd ?? null, password),
  };
}
