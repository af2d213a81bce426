import { findNamedAccount, requestIdentifiers } from '#infra/admin/accounts/account-reference.ts';
import { accountsOfAllRealms } from '#lib/accounts/all-realms.ts';
import { noticeTokenPrefix } from '#lib/dynamo/dynamo-notice-tokens.ts';
import { dynamoResetTokens } from '#lib/dynamo/dynamo-reset-tokens.ts';
import { findLinks } from '#lib/dynamo/operator/find-traces.ts';
import { type LastChange, readLastChange } from '#lib/dynamo/operator/read-last-change.ts';
import { type AskedReset, readResetHistory } from '#lib/dynamo/operator/read-reset-history.ts';
import { isRevoked } from '#lib/reset/check-token.ts';
import type { Account, Realm, ResetToken } from '#lib/reset/ports.ts';
import type { Settings } from '#lib/settings/settings.ts';

/** `used-or-replaced`: the account has changed since, most likely because its password was set. */
type LinkState = 'works' | 'expired' | 'revoked' | 'used-or-replaced';

export type Timeline = {
  account: Account;
  /** The latest first. */
  resets: readonly (AskedReset & { link: { state: LinkState; expiresAt: number } | null })[];
  lastChange: LastChange | null;
  /** When the whole realm was last revoked, in epoch milliseconds; 0 if it never was. */
  notBefore: number;
};

/** What Rekey still knows of the resets of an account. It finds the links by a scan of the links of the last two days. */
export async function readTimeline(settings: Settings, realm: Realm, id: string, now: number): Promise<Timeline> {
  const account = await findNamedAccount(settings, realm, id);
  const [history, links, lastChange, notBefore] = await Promise.all([
    readResetHistory(settings, account, requestIdentifiers(account)),
    readLinks(settings, account),
    readLastChange(settings, account),
    dynamoResetTokens(settings).notBefore(realm),
  ]);
  const resets = history
    .toSorted((a, b) => b.requestedAt - a.requestedAt)
    .map(async (reset) => {
      const link = links.findLast(({ requestedAt }) => requestedAt === reset.requestedAt);
      const state = link && (await stateOf(settings, link, { notBefore, now }));
      return { ...reset, link: link && state ? { state, expiresAt: link.expiresAt } : null };
    });
  return { account, resets: await Promise.all(resets), lastChange, notBefore };
}

async function readLinks(settings: Settings, { realm, id }: Account): Promise<readonly ResetToken[]> {
  const { find } = dynamoResetTokens(settings);
  const found = await findLinks(settings, { realm, ids: [id] });
  const hashes = found.map(({ item }) => item.tokenHash?.S ?? '').filter((hash) => !hash.startsWith(noticeTokenPrefix));
  const links = await Promise.all(hashes.map(find));
  return links.filter((link) => link !== undefined);
}

async function stateOf(
  settings: Settings,
  link: ResetToken,
  { notBefore, now }: { notBefore: number; now: number },
): Promise<LinkState> {
  if (isRevoked(link, notBefore)) {
    return 'revoked';
  }
  if (link.expiresAt <= now) {
    return 'expired';
  }
  return (await accountsOfAllRealms(settings).findUnchanged(link, now)) === undefined ? 'used-or-replaced' : 'works';
}
