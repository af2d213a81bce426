import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { findCall } from '#infra/local/doubles/server/call-table.ts';
import type { Received } from '#infra/local/doubles/server/received.ts';
import type { Reply } from '#infra/local/doubles/server/reply.ts';
import { type Caller, findCaller, missingPermissions } from './caller.ts';
import { readCalls } from './read-calls.ts';
import { replaceCurrentUserCalls } from './replace-current-user.ts';
import { replaceUserCalls } from './replace-user.ts';
import { sessionCalls, sessionCookie } from './session-calls.ts';
import { cookieName, parseCookie } from './session-cookie.ts';
import type { TrafficOpsCall, TrafficOpsContext, TrafficOpsReply } from './traffic-ops-call.ts';
import { forbidden, serverError, TrafficOpsError, unauthorized } from './traffic-ops-error.ts';
import { findCachedUser } from './user-cache.ts';

const versions: { readonly [version: string]: TrafficOpsCall['api'] } = {
  '3.0': 'legacy',
  '3.1': 'legacy',
  '4.0': 'current',
  '4.1': 'current',
  '5.0': 'current',
};
const calls: readonly TrafficOpsCall[] = [...sessionCalls, ...readCalls, ...replaceUserCalls, ...replaceCurrentUserCalls];
const renewedSeconds = 3600;
const unknownVersion =
  'The requested api version is not implemented by this server. If you are using a newer client with an older server, you will need to use an older client version or upgrade your server.';

type SessionCall = Extract<TrafficOpsCall, { privLevel: number }>;

/** Everything that an answer depends on besides the request. */
export type Server = Pick<TrafficOpsContext, 'store' | 'knobs' | 'secret' | 'scryptCost'>;

/** Answers a call as Traffic Ops does: version, route, session, privilege, then the call itself. */
export async function answerCall(server: Server, received: Received): Promise<Reply> {
  const cookies: string[] = [];
  try {
    const answered = await answerRoute(server, received, cookies);
    return finish(received, answered, [...cookies, ...(answered.cookies ?? [])]);
  } catch (error) {
    if (!(error instanceof TrafficOpsError)) {
      throw error;
    }
    return finish(received, { status: error.status, alert: error.message }, cookies);
  }
}

async function answerRoute(server: Server, received: Received, cookies: string[]): Promise<TrafficOpsReply> {
  const { method, path } = received;
  const [, version = '', rest = ''] = /^\/api\/([^/]+)\/(.*)$/.exec(path) ?? [];
  const api = Object.hasOwn(versions, version) ? versions[version] : undefined;
  if (version !== '' && api === undefined) {
    throw new TrafficOpsError(501, unknownVersion);
  }
  const bare = rest.replace(/\/$/, '');
  const isSlashed = bare !== rest;
  const served = calls.filter((call) => call.api === api && !(isSlashed && call.isSlashRefused));
  const { found } = findCall(served, method, bare);
  if (found === undefined) {
    throw new TrafficOpsError(404, `The requested path '${path}' does not exist.`);
  }
  if (server.knobs.disabledRoutes.includes(`${method} ${found.call.path}`)) {
    throw new TrafficOpsError(503, 'The requested route is currently disabled.');
  }
  const { call, parameters } = found;
  const context = { ...server, received, path: parameters };
  if (call.privLevel === null) {
    return call.answer(context);
  }
  return call.answer({ ...context, caller: openSession(server, received, call, cookies) });
}

/** Every call with a good cookie gets a new one for an hour, even if the call is then refused. */
function openSession({ store, knobs, secret }: Server, received: Received, call: SessionCall, cookies: string[]): Caller {
  const value = cookieIn(received);
  const now = store.now();
  const username = value === '' ? '' : parseCookie(secret, value, now);
  if (username === '') {
    throw unauthorized('unauthorized, please log in.');
  }
  if (knobs.isDatabaseDown) {
    throw serverError();
  }
  const caller = findCaller(store, findCachedUser(store, knobs.userCacheSeconds, username));
  cookies.push(sessionCookie(secret, username, now, renewedSeconds));
  const isByRole = knobs.hasRoleBasedPermissions && call.api === 'current';
  if (!isByRole && caller.role.privLevel < call.privLevel) {
    throw forbidden('Forbidden.');
  }
  const missing = knobs.hasRoleBasedPermissions ? missingPermissions(caller, call.permissions ?? []) : [];
  if (call.api === 'current' && missing.length > 0) {
    throw forbidden(`missing required Permissions: ${missing.join(', ')}`);
  }
  return caller;
}

function cookieIn({ headers }: Received): string {
  const pair = (headers.cookie ?? '').split(/; */).find((text) => text.startsWith(`${cookieName}=`));
  return pair?.slice(cookieName.length + 1) ?? '';
}

function finish(received: Received, { status = 200, alert, response, raw }: TrafficOpsReply, cookies: readonly string[]): Reply {
  const level = status < 300 ? 'success' : 'error';
  const content = {
    ...(alert !== undefined && { alerts: [{ text: alert, level }] }),
    ...(response !== undefined && { response }),
  };
  const body = raw?.body ?? `${JSON.stringify(content)}\n`;
  const isZipped = body.length > 0 && /\bgzip\b/.test(`${received.headers['accept-encoding'] ?? ''}`);
  const headers = {
    'Access-Control-Allow-Credentials': 'true',
    'Access-Control-Allow-Headers': 'Origin, X-Requested-With, Content-Type, Accept, Set-Cookie, Cookie',
    'Access-Control-Allow-Methods': 'POST,GET,OPTIONS,PUT,DELETE',
    'Access-Control-Allow-Origin': '*',
    ...(raw ? raw.headers : { 'Content-Type': 'application/json' }),
    ...(isZipped && { 'Content-Encoding': 'gzip' }),
    ...(cookies.length > 0 && { 'Set-Cookie': [...cookies] }),
    Vary: 'Accept-Encoding',
    'Whole-Content-Sha512': createHash('sha512').update(body).digest('base64'),
    'X-Server-Name': 'traffic_ops_golang/',
  };
  return { status: raw?.status ?? status, headers, body: isZipped ? gzipSync(body) : body };
}
