import { crafterHash } from '#infra/local/doubles/crafter-hash.ts';
import type { ProductDouble } from '#infra/local/doubles/server/product-double.ts';
import { type DoubleOptions, preciseNow, startDouble } from '#infra/local/doubles/server/start-double.ts';
import { answerCall, contextPath } from './answer-call.ts';
import type { ProfileKnobs } from './profile-call.ts';
import { type ProfileRow, ProfileStore } from './profile-store.ts';
import { seedProfiles } from './seed-profiles.ts';

export type ProfileDouble = ProductDouble<ProfileRow> & {
  store: ProfileStore;
  knobs: ProfileKnobs;
};

/**
 * A stand-in for a Crafter Profile 4.2 server, on loopback, with the people of `seed-profiles.ts`. Everything is in memory.
 */
export async function startProfileDouble(options: DoubleOptions = {}): Promise<ProfileDouble> {
  const store = new ProfileStore(options.now ?? preciseNow);
  const knobs: ProfileKnobs = { isPasswordQueryable: true };
  seedProfiles(store);
  const double = await startDouble((received, misroute) => answerCall(store, knobs, received, misroute), options);
  const find = (username: string) => [...store.profiles.values()].find((row) => row.username === username);
  return {
    ...double,
    url: `${double.url}${contextPath}`,
    store,
    knobs,
    find,
    canLogIn: async (username, password) => {
      const row = find(username);
      return row?.enabled === true && !store.isLocked(row) && store.hasPassword(row.id, password);
    },
    setPassword: async (username, password) => store.update(find(username)?.id ?? '', { password: crafterHash(password) }),
  };
}
