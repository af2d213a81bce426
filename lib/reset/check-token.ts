import { isOpen } from './account.ts';
import { ResetError } from './errors.ts';
import { admitUse, countRefusals, type LinkUse } from './limits.ts';
import type { Account, Realm, ResetToken } from './ports.ts';
import type { Reach } from './reach.ts';
import { isWellFormedToken, sha256 } from './token.ts';

export type TokenCheck = {
  realm: Realm;
  token: string;
  /** The tenants whose accounts the token may open. If it is absent, the tenant does not matter. */
  tenants?: readonly string[];
  /** Epoch milliseconds. */
  now: number;
};

/**
 * The stored token, if it belongs to this realm and one of these tenants, has not expired and was not revoked with its realm. A text that is not a
 * well-formed token is refused without a read (K7).
 *
 * @throws {ResetError} `token-refused`
 */
export async function findToken(
  ports: Reach<'resetTokens.find' | 'resetTokens.notBefore'>,
  check: TokenCheck,
): Promise<ResetToken> {
  if (!isWellFormedToken(check.token)) {
    throw refusedToken(check.token);
  }
  const { resetTokens } = ports;
  const [found, notBefore] = await Promise.all([resetTokens.find(sha256(check.token)), resetTokens.notBefore(check.realm)]);
  const isGood =
    found?.realm === check.realm && found.expiresAt > check.now && !isRevoked(found, notBefore) && isOfTenants(found, check);
  if (!isGood) {
    throw refusedToken(check.token);
  }
  return found;
}

/**
 * Whether a request, and the link and the session that came of it, ended when its realm was revoked (K14).
 *
 * @param notBefore as `ResetTokens.notBefore` returns it
 */
export function isRevoked({ requestedAt }: Pick<ResetToken, 'requestedAt'>, notBefore: number): boolean {
  return requestedAt < notBefore;
}

/**
 * Checks that a token could set a password now, without spending it: its account is open and has not changed since the token was minted.
 * @throws {ResetError} `token-refused`, `too-many-requests`
 */
export function checkToken(
  ports: Reach<'resetTokens.find' | 'resetTokens.notBefore' | 'accounts.findUnchanged' | 'limits.count'>,
  use: TokenCheck & LinkUse,
): Promise<{ token: ResetToken; account: Account }> {
  return checkUse(ports, use, async (token) => {
    const account = await ports.accounts.findUnchanged(token, use.now);
    return account !== undefined && isOpen(account, { mustBeEnabled: true }) ? account : undefined;
  });
}

/**
 * Says whose link this is: the username that was stored with the token. It looks at the account as a redemption does, and spends nothing (K11).
 *
 * @throws {ResetError} `token-refused`, `too-many-requests`
 */
export async function checkLink(
  ports: Reach<'resetTokens.find' | 'resetTokens.notBefore' | 'accounts.findRedeemable' | 'limits.count'>,
  { mustBeEnabled, ...use }: TokenCheck & LinkUse & { mustBeEnabled: boolean },
): Promise<string> {
  const look = (token: ResetToken) => ports.accounts.findRedeemable(token, { mustBeEnabled, now: use.now });
  const { token } = await checkUse(ports, use, look);
  return token.username;
}

/** Finds a token and looks at its account within the limits. The link's own limit bounds the calls to a product's server, so it counts before them. */
function checkUse<Found>(
  ports: Reach<'resetTokens.find' | 'resetTokens.notBefore' | 'limits.count'>,
  { caller, asksServer, ...check }: TokenCheck & LinkUse,
  look: (token: ResetToken) => Promise<Found | undefined>,
): Promise<{ token: ResetToken; account: Found }> {
  const checked = async () => {
    const token = await findToken(ports, check);
    if (asksServer) {
      await admitUse(ports.limits, token.credentialStamp, check.now);
    }
    const account = await look(token);
    if (account === undefined) {
      throw refusedToken(check.token);
    }
    return { token, account };
  };
  return countRefusals(ports.limits, caller, checked(), isRefusedToken);
}

export function isRefusedToken(error: unknown): boolean {
  return error instanceof ResetError && error.code === 'token-refused';
}

function isOfTenants({ tenant }: ResetToken, { tenants }: TokenCheck): boolean {
  return tenants === undefined || (tenant !== null && tenants.includes(tenant));
}

/** Every bad token gets this refusal (E5). */
export function refusedToken(given: string): ResetError {
  return new ResetError('token-refused', { given });
}
