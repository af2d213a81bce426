import { type Double, type DoubleOptions, preciseNow, startDouble } from '#infra/local/doubles/server/start-double.ts';
import { answerCall, contextPath } from './answer-call.ts';
import type { ProfileKnobs } from './profile-call.ts';
import { ProfileStore } from './profile-store.ts';
import { seedProfiles } from './seed-profiles.ts';

export type ProfileDouble = Double & {
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
  return { ...double, url: `${double.url}${contextPath}`, store, knobs };
}
