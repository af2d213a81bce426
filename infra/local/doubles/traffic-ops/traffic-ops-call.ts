import type { Received } from '#infra/local/doubles/server/received.ts';
import type { Reply } from '#infra/local/doubles/server/reply.ts';
import type { Caller } from './caller.ts';
import type { TrafficOpsStore } from './traffic-ops-store.ts';

export type TrafficOpsKnobs = {
  /** `role_based_permissions`. If it is off, the privilege level of the role decides. */
  hasRoleBasedPermissions: boolean;
  /** Every UPDATE of a user fails in the database. `PUT users/{id}` of the newer APIs then answers 200 with an empty body. */
  failsUpdates: boolean;
  /** The database is down: logins answer 401, everything else answers 500. */
  isDatabaseDown: boolean;
  /** Runs after the check of a condition and before the write. A write in this window is lost. */
  betweenCheckAndUpdate: (() => unknown) | null;
  /** `user_cache_refresh_interval_sec`: logins and cookies may see the users as they were this long ago. */
  userCacheSeconds: number;
  /** The database's offset from UTC in minutes. Connections of a pool can differ. */
  offsetMinutes: number;
  /** `use_ims`: answers `If-Modified-Since`, in whole seconds. */
  hasModifiedSince: boolean;
  /** `routing_blacklist.disabled_routes`, as method and path without the version: `POST user/login/token`. */
  disabledRoutes: readonly string[];
  /**
   * Rolls a write back when the client leaves before the commit, as the server does. Off by default, because a proxy in front may hide that
   * the client left.
   */
  rollsBackWhenClientLeaves: boolean;
};

export type OpenContext = {
  store: TrafficOpsStore;
  knobs: TrafficOpsKnobs;
  secret: string;
  scryptCost: number;
  received: Received;
  /** The parameters in the path. */
  path: Record<string, string>;
};

export type TrafficOpsContext = OpenContext & { caller: Caller };

export type TrafficOpsReply = {
  status?: number;
  alert?: string;
  response?: unknown;
  /** The values of `Set-Cookie`. */
  cookies?: readonly string[];
  /** Replaces the body of alerts and response. */
  raw?: Reply;
};

type Route = {
  method: string;
  /** The path after the version. `{name}` stands for one segment. */
  path: string;
  /** The path with a slash at its end answers 404. */
  isSlashRefused?: boolean;
};

type Answered = TrafficOpsReply | Promise<TrafficOpsReply>;

/** A call that needs no session. */
type OpenCall = Route & { privLevel: null; answer(context: OpenContext): Answered };

type SessionCall = Route & {
  /** The lowest privilege level of a caller, without role-based permissions. */
  privLevel: number;
  /** What the caller's role needs, with role-based permissions. */
  permissions?: readonly string[];
  answer(context: TrafficOpsContext): Answered;
};

export type TrafficOpsCall = (OpenCall | SessionCall) & {
  /** The APIs that have the call: 3.0 and 3.1, or 4.0, 4.1 and 5.0. */
  api: 'legacy' | 'current';
};

export const readOnlyLevel = 10;
export const operationsLevel = 20;

/** Serves the call in all APIs. */
export function inBoth(call: OpenCall | SessionCall): TrafficOpsCall[] {
  return [
    { ...call, api: 'legacy' },
    { ...call, api: 'current' },
  ];
}
