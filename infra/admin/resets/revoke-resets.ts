import { findNamedAccount, noSuchAccount } from '#infra/admin/accounts/account-reference.ts';
import { AdminError } from '#infra/admin/admin-error.ts';
import { atMost, gather } from '#infra/admin/iterables.ts';
import type { Outcome } from '#infra/admin/operate.ts';
import { requireConsent } from '#infra/admin/require-consent.ts';
import type { Target } from '#infra/admin/target.ts';
import { replaceCredentialStamp } from '#lib/dynamo/operator/change-account.ts';
import { listAccounts } from '#lib/dynamo/operator/list-accounts.ts';
import { listLinkedAccounts } from '#lib/dynamo/operator/list-linked-accounts.ts';
import type { Realm } from '#lib/reset/ports.ts';
import { isUpstream } from '#lib/settings/is-upstream.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { productName } from '#lib/wording/product-name.ts';
import { callOff, callOffAll, waitingRequests } from './call-off.ts';
import { endUpstreamLinks, type Revoked, revokeUpstream } from './revoke-upstream.ts';

type RevokeOptions = { all?: boolean; dryRun?: boolean; yes?: boolean };

const writesAtOnce = 32;

/**
 * Ends the links and sessions of one account, or of a realm. Waiting requests are settled before the stamps are replaced (K14): the mailer looks
 * at the request again after it has read the account, so a request that was made before sends no link with the new stamp.
 */
export async function revokeResets(
  target: Target,
  realm: Realm,
  id: string | undefined,
  { all, ...options }: RevokeOptions,
): Promise<Outcome> {
  if ((id === undefined) !== (all === true)) {
    throw new AdminError('Give either the id of one account or --all.');
  }
  if (id === undefined) {
    return revokeAll(target, realm, options);
  }
  if (options.dryRun || options.yes) {
    throw new AdminError('--yes and --dry-run go with --all.');
  }
  return revokeOne(target, realm, id);
}

async function revokeOne({ settings }: Target, realm: Realm, named: string): Promise<Outcome> {
  const account = await findNamedAccount(settings, realm, named);
  const { id } = account;
  const calledOff = await callOff(settings, account);
  if (isUpstream(realm, settings)) {
    await endUpstreamLinks(settings, account);
  } else if (!(await replaceCredentialStamp(settings, account))) {
    throw noSuchAccount(account);
  }
  return {
    json: { realm, id, calledOff },
    text: [`${links(settings, realm)} of ${realm} ${id} have ended.${cancelled(calledOff)}`, ...whatGoesOn(settings, realm)],
  };
}

async function revokeAll(target: Target, realm: Realm, { dryRun = false, yes = false }: RevokeOptions): Promise<Outcome> {
  const { settings } = target;
  const mustAsk = target.deployed !== undefined && !yes;
  if (dryRun || mustAsk) {
    const [accounts, { length: calledOff }] = await Promise.all([
      countAccounts(settings, realm),
      waitingRequests(settings, realm),
    ]);
    const scope = `${links(settings, realm).toLowerCase()} of ${accounts} accounts in ${realm}, and ${calledOff} mails that are waiting`;
    if (dryRun) {
      return { json: { realm, accounts, calledOff, dryRun }, text: [`This would end ${scope}.`] };
    }
    await requireConsent(target, `This ends ${scope}.`);
  }
  const { accounts, calledOff, unknown } = await (isUpstream(realm, settings) ? revokeUpstream : revokeOwn)(settings, realm);
  return {
    json: { realm, accounts, calledOff, dryRun, ...(unknown.length > 0 && { unknown }) },
    text: [
      `${links(settings, realm)} of ${accounts} accounts in ${realm} have ended.${cancelled(calledOff)}`,
      ...whatGoesOn(settings, realm),
      ...(unknown.length > 0
        ? [
            ...unknown,
            'So some of the cancelled mails are for accounts that are not known. If such a mail was just being sent, its link still works. Run this again in two minutes: that ends such links.',
          ]
        : []),
    ],
    ...(unknown.length > 0 && { exitCode: 2 }),
  };
}

async function revokeOwn(settings: Settings, realm: Realm): Promise<Revoked> {
  const { length: calledOff } = await callOffAll(settings, realm);
  let accounts = 0;
  await atMost(writesAtOnce, listAccounts(settings, realm), async (reference) => {
    if (await replaceCredentialStamp(settings, reference)) {
      accounts++;
    }
  });
  return { accounts, calledOff, unknown: [] };
}

/** For a realm whose accounts stay in the product's own server: the accounts that a link was mailed to. */
async function countAccounts(settings: Settings, realm: Realm): Promise<number> {
  return isUpstream(realm, settings)
    ? (await listLinkedAccounts(settings, realm)).size
    : (await gather(listAccounts(settings, realm))).length;
}

function links(settings: Settings, realm: Realm): string {
  return isUpstream(realm, settings) ? 'All reset links' : 'All reset links and sessions';
}

function whatGoesOn(settings: Settings, realm: Realm): string[] {
  return isUpstream(realm, settings) ? [`Sessions that are open in ${productName(realm, settings)} itself go on.`] : [];
}

function cancelled(mails: number): string {
  return mails > 0 ? ` Cancelled ${mails} mails that were waiting.` : '';
}
