import type { TmUser, TrafficOpsStore } from './traffic-ops-store.ts';

type Snapshot = { takenAt: number; users: readonly TmUser[] };

const snapshots = new WeakMap<TrafficOpsStore, Snapshot>();

/**
 * Finds a user as logins and cookies do. With a cache, the row is as it was when the server last read all users.
 *
 * @param cacheSeconds 0 for no cache
 */
export function findCachedUser(store: TrafficOpsStore, cacheSeconds: number, username: string): TmUser | undefined {
  if (cacheSeconds === 0) {
    snapshots.delete(store);
    return store.findUser(username);
  }
  const kept = snapshots.get(store);
  const isFresh = kept !== undefined && store.now() < kept.takenAt + cacheSeconds * 1000;
  const snapshot = isFresh ? kept : { takenAt: store.now(), users: structuredClone([...store.users.values()]) };
  snapshots.set(store, snapshot);
  return snapshot.users.find((user) => user.username === username);
}
