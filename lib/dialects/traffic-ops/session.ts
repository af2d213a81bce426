import { timingSafeEqual } from 'node:crypto';
import * as z from 'zod/mini';
import { isOpen } from '#lib/reset/account.ts';
import { isRevoked } from '#lib/reset/check-token.ts';
import { CodedError } from '#lib/reset/errors.ts';
import type { Account, ResetToken } from '#lib/reset/ports.ts';
import type { Reach } from '#lib/reset/reach.ts';
import { parseJson } from '#lib/runtime/parse-json.ts';
import { signSession } from '#lib/secrets/sign-session.ts';

export type SessionFailures = {
  'session-missing': null;
  'session-forged': null;
  'session-expired': null;
  'session-undecodable': null;
  'session-account-gone': null;
};

export class SessionError extends CodedError<keyof SessionFailures, null> {
  override readonly name = 'SessionError';
}

/** Of Traffic Ops. */
export const cookieName = 'mojolicious';

const realm = 'traffic-ops';

/**
 * Upstream's keys, and what ends the session: the stamp of the account when the session was opened, and when its link was asked for. `expires` in epoch
 * seconds. A session of a version that did not store `requestedAt` ends when the realm is revoked.
 */
const sessionData = z.object({
  auth_data: z.string(),
  expires: z.number(),
  credentialStamp: z.optional(z.string()),
  requestedAt: z._default(z.number(), 0),
});

export type Opening = {
  account: Account;
  /** Opens the session. */
  token: Pick<ResetToken, 'requestedAt' | 'expiresAt'>;
  /** Epoch milliseconds. */
  now: number;
  isHttps: boolean;
};

/** The `Set-Cookie` value of a new session. The session ends with its token, after an hour at the latest. */
export function sessionCookie({ account, token, now, isHttps }: Opening, secret: string): string {
  const expires = sessionEnd(token.expiresAt, now);
  const { username, credentialStamp } = account;
  const data = { auth_data: username, expires, by: 'rekey', credentialStamp, requestedAt: token.requestedAt };
  const encoded = Buffer.from(JSON.stringify(data)).toString('base64url');
  return `${cookieName}=${encoded}--${signSession(encoded, secret)}; ${attributesOf(expires, now, isHttps)}`;
}

/** Epoch seconds. */
export function sessionEnd(tokenExpiresAt: number, now: number): number {
  return Math.min(Math.floor(now / 1000) + longestSessionSeconds, Math.floor(tokenExpiresAt / 1000));
}

const longestSessionSeconds = 3600;

/**
 * The attributes of a session's cookie.
 *
 * @param expires epoch seconds
 * @param now epoch milliseconds
 */
export function attributesOf(expires: number, now: number, isHttps: boolean): string {
  const expiry = `Expires=${new Date(expires * 1000).toUTCString()}; Max-Age=${expires - Math.floor(now / 1000)}`;
  return `Path=/; ${expiry}; HttpOnly${isHttps ? '; Secure; SameSite=Lax' : ''}`;
}

/**
 * Finds the account that the session in the request's cookie belongs to.
 *
 * @param cookies as API Gateway gives them, each `name=value`
 * @param now epoch milliseconds
 * @throws {SessionError} T9 to T12, in the contract's order
 */
export async function openSession(
  ports: Reach<'accounts.find' | 'resetTokens.notBefore' | 'secrets.trafficOpsSessions'>,
  cookies: readonly string[],
  now: number,
): Promise<{ account: Account }> {
  const data = decode(requireCookie(cookies, cookieName), sessionData, {
    secrets: await ports.secrets.trafficOpsSessions(),
    sign: signSession,
  });
  if (data.expires * 1000 <= now || data.credentialStamp === undefined) {
    throw new SessionError('session-expired', null);
  }
  const [account, notBefore] = await Promise.all([
    ports.accounts.find({ realm, id: data.auth_data }),
    ports.resetTokens.notBefore(realm),
  ]);
  if (account === undefined || !isOpen(account, { mustBeEnabled: true })) {
    throw new SessionError('session-account-gone', null);
  }
  if (account.credentialStamp !== data.credentialStamp || isRevoked(data, notBefore)) {
    throw new SessionError('session-expired', null);
  }
  return { account };
}

/** @throws {SessionError} `session-missing` */
export function requireCookie(cookies: readonly string[], name: string): string {
  const cookie = cookies.find((text) => text.startsWith(`${name}=`))?.slice(name.length + 1) ?? '';
  if (cookie === '') {
    throw new SessionError('session-missing', null);
  }
  return cookie;
}

type Signing = { secrets: readonly string[]; sign: (encoded: string, secret: string) => string };

/**
 * The data of a session's cookie.
 *
 * @throws {SessionError} `session-forged`, `session-undecodable`
 */
export function decode<Schema extends z.ZodMiniType>(
  cookie: string,
  schema: Schema,
  { secrets, sign }: Signing,
): z.output<Schema> {
  // Base64url may contain `--` itself. The hex signature never does.
  const split = cookie.lastIndexOf('--');
  if (split === -1) {
    throw new SessionError('session-undecodable', null);
  }
  const encoded = cookie.slice(0, split);
  const signature = Buffer.from(cookie.slice(split + 2));
  const isSigned = secrets.map((secret) => Buffer.from(sign(encoded, secret))).some((good) => isSame(good, signature));
  if (!isSigned) {
    throw new SessionError('session-forged', null);
  }
  const parsed = z.safeParse(schema, parseJson(Buffer.from(encoded, 'base64url').toString()));
  if (!parsed.success) {
    throw new SessionError('session-undecodable', null);
  }
  return parsed.data;
}

function isSame(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}
