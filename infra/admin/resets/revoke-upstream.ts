import { explain } from '#infra/admin/admin-error.ts';
import { atMost } from '#infra/admin/iterables.ts';
import { accountsOfAllRealms } from '#lib/accounts/all-realms.ts';
import { dynamoShadows } from '#lib/dynamo/dynamo-shadows.ts';
import { listLinkedAccounts } from '#lib/dynamo/operator/list-linked-accounts.ts';
import { forgetOverdueClaim } from '#lib/dynamo/operator/shadows.ts';
import { canonicalAddress } from '#lib/reset/address.ts';
import { mailRules } from '#lib/reset/link-target.ts';
import type { AccountReference, Accounts, Realm, StoredResetRequest } from '#lib/reset/ports.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { callOffAll } from './call-off.ts';

const writesAtOnce = 32;
/** Crafter Studio is slow. */
const lookUpsAtOnce = 4;

/** Ends the links of one account that stays in the product's own server. What became of its last password change no longer matters then. */
export async function endUpstreamLinks(settings: Settings, account: AccountReference): Promise<void> {
  await dynamoShadows(settings).replaceStamp(account, null);
  await forgetOverdueClaim(settings, account, Date.now());
}

export type Revoked = {
  accounts: number;
  /** How many mails were cancelled. */
  calledOff: number;
  /** Why it is not known whom some of those were for. Empty if it is known. */
  unknown: readonly string[];
};

/**
 * Ends the links of every account of a realm whose accounts stay in the product's own server. Rekey has no list of them, and an account that nobody has
 * reset has nothing here that could be replaced. But only two kinds of accounts can have a link: those that a link is stored for, and those of the
 * requests that are waiting, because the mailer may have read such an account already and store its link after this has looked (K14).
 */
export async function revokeUpstream(settings: Settings, realm: Realm): Promise<Revoked> {
  const calledOff = await callOffAll(settings, realm);
  const linked = new Set(await listLinkedAccounts(settings, realm));
  const unknown = new Set<string>();
  const accounts = accountsOfAllRealms(settings);
  await atMost(lookUpsAtOnce, calledOff, async (request) => {
    try {
      for (const { id } of await accountsOf(accounts, request)) {
        linked.add(id);
      }
    } catch (error) {
      unknown.add(explain(error) ?? `${error}`);
    }
  });
  await atMost(writesAtOnce, linked, (id) => endUpstreamLinks(settings, { realm, id }));
  return { accounts: linked.size, calledOff: calledOff.length, unknown: [...unknown] };
}

/** Looks the accounts up as the mailer does. */
async function accountsOf(
  accounts: Accounts,
  { realm, identifier, typed }: StoredResetRequest,
): Promise<readonly AccountReference[]> {
  if (mailRules[realm].identifiesBy === 'address') {
    return accounts.findByAddress(realm, canonicalAddress(identifier), typed || identifier);
  }
  const account = await accounts.find({ realm, id: identifier });
  return account === undefined ? [] : [account];
}
