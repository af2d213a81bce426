import { createHmac, randomUUID } from 'node:crypto';
import { decodeGo, textOf } from './go-json.ts';
import { isScryptHashOf } from './scrypt-hash.ts';
import { cookieName, mintCookie } from './session-cookie.ts';
import {
  inBoth,
  type OpenContext,
  type TrafficOpsCall,
  type TrafficOpsContext,
  type TrafficOpsReply,
} from './traffic-ops-call.ts';
import { badRequest, TrafficOpsError, unauthorized } from './traffic-ops-error.ts';
import { microseconds, type TmUser } from './traffic-ops-store.ts';
import { findCachedUser } from './user-cache.ts';

const loginSeconds = 6 * 60 * 60;
const betweenMarksMicroseconds = 60_000_000n;

export const sessionCalls: readonly TrafficOpsCall[] = [
  ...inBoth({ method: 'POST', path: 'user/login', privLevel: null, answer: logIn }),
  ...inBoth({ method: 'POST', path: 'user/logout', privLevel: 0, answer: logOut }),
  ...inBoth({ method: 'POST', path: 'user/reset_password', privLevel: null, answer: resetPassword }),
  ...inBoth({ method: 'POST', path: 'user/login/token', privLevel: null, answer: logInWithToken }),
];

/** The `Set-Cookie` value of a session. */
export function sessionCookie(secret: string, username: string, now: number, seconds: number): string {
  const expires = Math.floor(now / 1000) + seconds;
  return `${cookieName}=${mintCookie(secret, username, expires)}; ${attributes(expires, seconds)}`;
}

/** A wrong password, an unknown or disabled user and a database that is down all look the same. */
async function logIn(context: OpenContext): Promise<TrafficOpsReply> {
  const { store, knobs, received } = context;
  const form = decodeGo(received.body, { name: 'PasswordForm', fields: { u: 'string', p: 'string' } });
  const [username, password] = [textOf(form, 'u') ?? '', textOf(form, 'p') ?? ''];
  if (username === '' || password === '') {
    throw badRequest('username and password are required');
  }
  const user = knobs.isDatabaseDown ? undefined : findCachedUser(store, knobs.userCacheSeconds, username);
  const mayLogIn = user !== undefined && store.roleOf(user)?.name !== 'disallowed';
  if (!mayLogIn || !(await isScryptHashOf(user.localPasswd, password))) {
    throw unauthorized('Invalid username or password.');
  }
  return openSession(context, user);
}

/** Marks the login at most once a minute, and then `lastUpdated` moves with it. */
function openSession({ store, secret }: OpenContext, { id, username }: TmUser): TrafficOpsReply {
  const now = store.now();
  const last = store.users.get(id)?.lastAuthenticated ?? null;
  if (last === null || last < microseconds(now) - betweenMarksMicroseconds) {
    store.update(id, { lastAuthenticated: microseconds(now) }, now);
  }
  const expires = Math.floor(now / 1000) + loginSeconds;
  const accessToken = signJwt(secret, { exp: expires, mojoCookie: mintCookie(secret, username, expires) });
  const cookies = [
    sessionCookie(secret, username, now, loginSeconds),
    `access_token=${accessToken}; ${attributes(expires, loginSeconds)}`,
  ];
  return { alert: 'Successfully logged in.', cookies };
}

/** The answer has three cookies: the renewed session that every call gets, and two that have expired. */
function logOut({ store, secret, caller }: TrafficOpsContext): TrafficOpsReply {
  const now = store.now();
  const cookies = [
    sessionCookie(secret, caller.user.username, now, 0),
    `access_token=; ${attributes(Math.floor(now / 1000), 0)}`,
  ];
  return { alert: 'You are logged out.', cookies };
}

/** Stores the token; the double mails nothing. */
function resetPassword({ store, received }: OpenContext): TrafficOpsReply {
  const email = textOf(decodeGo(received.body, { name: 'UserPasswordResetRequest', fields: { email: 'string' } }), 'email') ?? '';
  const user = [...store.users.values()].find((candidate) => candidate.email === email);
  if (user === undefined) {
    throw new TrafficOpsError(404, `No account with the email address '${email}' was found!`);
  }
  store.update(user.id, { token: randomUUID() });
  return { alert: `Successfully sent password reset to email '${email}'` };
}

function logInWithToken(context: OpenContext): TrafficOpsReply {
  const token = textOf(decodeGo(context.received.body, { name: 'UserToken', fields: { t: 'string' } }, 'Invalid request: '), 't');
  const user = [...context.store.users.values()].find((candidate) => token !== null && candidate.token === token);
  if (user === undefined) {
    throw unauthorized('Invalid token. Please contact your administrator.');
  }
  return openSession(context, user);
}

function attributes(expires: number, seconds: number): string {
  return `Path=/; Expires=${new Date(expires * 1000).toUTCString()}; Max-Age=${seconds}; HttpOnly`;
}

function signJwt(secret: string, claims: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const signed = `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}`;
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
}
