import * as z from 'zod/mini';
import {
  attributesOf,
  decode,
  type Opening,
  requireCookie,
  SessionError,
  cookieName as serversCookieName,
  sessionEnd,
} from '#lib/dialects/traffic-ops/session.ts';
import { isOpen } from '#lib/reset/account.ts';
import { isRevoked } from '#lib/reset/check-token.ts';
import type { Account, ResetToken } from '#lib/reset/ports.ts';
import type { Reach } from '#lib/reset/reach.ts';
import { parseJson } from '#lib/runtime/parse-json.ts';
import { signSession } from '#lib/secrets/sign-session.ts';
import { mintSession } from '#lib/upstream/traffic-ops/mint-session.ts';

/**
 * Traffic Ops replaces its cookie with every answer, and what Rekey put into it is lost. So a link opens two sessions if the accounts stay there: one
 * of Traffic Ops, for its portals, and one of Rekey, which lets the link set the password.
 */
const cookieName = 'rekey_session';

const realm = 'traffic-ops';

/** `expires` in epoch seconds; `requestedAt` as in the other session. */
const sessionData = z.object({
  accountId: z.string(),
  credentialStamp: z.string(),
  tenant: z.nullable(z.string()),
  tokenHash: z.string(),
  expires: z.number(),
  requestedAt: z._default(z.number(), 0),
});

type ServersOpening = Omit<Opening, 'token'> & { token: ResetToken };

/** The `Set-Cookie` values of both sessions. They end with their token, after an hour at the latest. */
export function sessionCookies({ account, token, now, isHttps }: ServersOpening, secret: string): readonly string[] {
  const expires = sessionEnd(token.expiresAt, now);
  const { accountId, credentialStamp, tenant, tokenHash, requestedAt } = token;
  const data = { accountId, credentialStamp, tenant, tokenHash, expires, requestedAt };
  const encoded = Buffer.from(JSON.stringify(data)).toString('base64url');
  const attributes = attributesOf(expires, now, isHttps);
  const minted = mintSession({ username: account.username, expires }, secret);
  return [`${minted}; ${attributes}`, `${cookieName}=${encoded}--${sign(encoded, secret)}; ${attributes}`];
}

/** The `Set-Cookie` value that ends Rekey's session. */
export function endedSessionCookie(isHttps: boolean): string {
  return `${cookieName}=; ${attributesOf(0, 0, isHttps)}`;
}

/**
 * Finds the account that Rekey's session in the request belongs to, and the token that opened it. Rekey's session can outlast that of Traffic Ops: a
 * person follows a link, sets no password and logs out, and then somebody else logs in. So a session of Traffic Ops in the same request must belong to
 * the same user.
 *
 * @param cookies as API Gateway gives them, each `name=value`
 * @param now epoch milliseconds
 * @param beforeServer called with the session's stamp before the server is asked
 * @throws {SessionError} T9, T10 and T12; or what `beforeServer` throws
 */
export async function openServersSession(
  ports: Reach<'accounts.findUnchanged' | 'resetTokens.notBefore' | 'secrets.trafficOpsSessions'>,
  cookies: readonly string[],
  now: number,
  beforeServer?: (credentialStamp: string) => Promise<void>,
): Promise<{ account: Account; tokenHash: string }> {
  const signing = { secrets: await ports.secrets.trafficOpsSessions(), sign };
  const { expires, requestedAt, ...stamped } = decode(requireCookie(cookies, cookieName), sessionData, signing);
  if (expires * 1000 <= now) {
    throw new SessionError('session-expired', null);
  }
  const [notBefore] = await Promise.all([ports.resetTokens.notBefore(realm), beforeServer?.(stamped.credentialStamp)]);
  // A revoked session costs the server no call.
  const isOver = isRevoked({ requestedAt }, notBefore);
  const account = isOver ? undefined : await ports.accounts.findUnchanged({ realm, ...stamped }, now);
  if (account === undefined || !isOpen(account, { mustBeEnabled: true }) || !isOfUser(account.username, cookies)) {
    throw new SessionError('session-expired', null);
  }
  return { account, tokenHash: stamped.tokenHash };
}

/** False if a cookie of Traffic Ops names somebody else. Its signature is for Traffic Ops to check. */
function isOfUser(username: string, cookies: readonly string[]): boolean {
  const ofServer = cookies.filter((cookie) => cookie.startsWith(`${serversCookieName}=`));
  return ofServer.every((cookie) => {
    const [encoded = ''] = cookie.slice(serversCookieName.length + 1).split('--');
    return z.safeParse(serversData, parseJson(Buffer.from(encoded, 'base64url').toString())).data?.auth_data === username;
  });
}

const serversData = z.object({ auth_data: z.string() });

/** Another signature than that of Traffic Ops with the same secret, so that neither takes the cookie of the other. */
function sign(encoded: string, secret: string): string {
  return signSession(`${cookieName}.${encoded}`, secret);
}
