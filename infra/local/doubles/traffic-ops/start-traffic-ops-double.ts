import type { ProductDouble } from '#infra/local/doubles/server/product-double.ts';
import { type DoubleOptions, preciseNow, startDouble } from '#infra/local/doubles/server/start-double.ts';
import { answerCall } from './answer-call.ts';
import { isScryptHashOf, scryptHash, scryptCost as serversCost } from './scrypt-hash.ts';
import { seedTrafficOps } from './seed-traffic-ops.ts';
import type { TrafficOpsKnobs } from './traffic-ops-call.ts';
import { type TmUser, TrafficOpsStore } from './traffic-ops-store.ts';

export type TrafficOpsOptions = DoubleOptions & {
  /** `secrets[0]`, with which the server signs its cookies. */
  secret?: string;
  /** Tests set a lower cost than the server's to be fast. */
  scryptCost?: number;
};

export type TrafficOpsDouble = ProductDouble<TmUser> & {
  store: TrafficOpsStore;
  knobs: TrafficOpsKnobs;
  secret: string;
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
    find: (username) => store.findUser(username),
    canLogIn: async (username, password) => {
      const user = store.findUser(username);
      const isAllowed = user !== undefined && store.roleOf(user)?.name !== 'disallowed';
      return isAllowed && (await isScryptHashOf(user.localPasswd, password));
    },
  };
}
