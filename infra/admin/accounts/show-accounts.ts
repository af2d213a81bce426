import { AdminError } from '#infra/admin/admin-error.ts';
import type { Outcome } from '#infra/admin/operate.ts';
import type { Target } from '#infra/admin/target.ts';
import { timeText } from '#infra/admin/terminal.ts';
import { accountsOfAllRealms } from '#lib/accounts/all-realms.ts';
import { dynamoShadows } from '#lib/dynamo/dynamo-shadows.ts';
import { canonicalAddress, deliverableAddress } from '#lib/reset/address.ts';
import type { Account, Realm } from '#lib/reset/ports.ts';
import { isUpstream } from '#lib/settings/is-upstream.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { productName } from '#lib/wording/product-name.ts';
import { findNamedAccount } from './account-reference.ts';

/** Shows one account, or those with an address, wherever they are. */
export async function showAccounts(
  { settings }: Target,
  realm: Realm,
  id: string | undefined,
  { email }: { email?: string },
): Promise<Outcome> {
  if ((id === undefined) === (email === undefined)) {
    throw new AdminError('Give either the id of an account or --email with its address.');
  }
  const found =
    id === undefined ? await findByAddress(settings, realm, `${email}`) : [await findNamedAccount(settings, realm, id)];
  const accounts = await Promise.all(found.map((account) => described(settings, account)));
  return {
    json: { accounts },
    text: accounts.flatMap((account, index) => [...(index > 0 ? [''] : []), ...linesOf(account)]),
  };
}

async function findByAddress(settings: Settings, realm: Realm, email: string): Promise<readonly Account[]> {
  const found = await accountsOfAllRealms(settings).findByAddress(realm, canonicalAddress(email), email);
  const tenants = realm === 'crafter-profile' && isUpstream(realm, settings) ? settings.crafterProfileSelfService : [];
  if (found.length === 0 && tenants.length > 0) {
    throw new AdminError(`No account has the address ${email} in these tenants of ${realm}: ${tenants.join(', ')}.`);
  }
  if (found.length === 0 && isUpstream(realm, settings) && realm !== 'traffic-ops') {
    throw new AdminError(
      `${productName(realm, settings)} has no search by address that Rekey could use. Give the id of the account.`,
    );
  }
  if (found.length === 0) {
    throw new AdminError(`No account in ${realm} has the address ${email}.`);
  }
  return found;
}

/** Leaves out what could open the account: the hash of its password, its credential stamp, and the id and the token of a claim. */
async function described(settings: Settings, account: Account) {
  const { credentialStamp, noticeDue, createdOn, lastModified, undeliverable, hold, closed, hasPassword, ...fields } = account;
  const now = Date.now();
  const address = deliverableAddress(account, now);
  const isThere = isUpstream(account.realm, settings);
  return {
    ...fields,
    // A product's own server does not tell it.
    ...(!isThere && { hasPassword }),
    mail: 'obstacle' in address ? address.obstacle : 'ok',
    // What the owner has stopped.
    ...(hold !== null && hold.until > now && { heldUntil: timeText(hold.until) }),
    ...(closed !== null && closed.until > now && { closedUntil: timeText(closed.until) }),
    createdOn: isThere && createdOn === 0 ? null : timeText(createdOn),
    lastModified: isThere && lastModified === 0 ? null : timeText(lastModified),
    ...(isThere && { noticeDue: noticeDue === null ? null : timeText(noticeDue), ...(await claimOf(settings, account)) }),
  };
}

/** `until` when a password change that is under way has ended at the latest. It ended without a known outcome if that is past. */
async function claimOf(settings: Settings, account: Account) {
  const { claim } = await dynamoShadows(settings).find(account);
  return { claim: claim && { until: timeText(claim.until), isOverdue: claim.until <= Date.now() } };
}

function linesOf(account: Awaited<ReturnType<typeof described>>): string[] {
  return Object.entries(account).map(
    ([name, value]) => `${name.padEnd(18)}${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
}
