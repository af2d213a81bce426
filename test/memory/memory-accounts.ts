import type { NewAccount } from '#lib/dynamo/operator/store-account.ts';
import type { HashPassword } from '#lib/passwords/password-hash.ts';
import { isOpen } from '#lib/reset/account.ts';
import { type CanonicalAddress, canonicalAddress } from '#lib/reset/address.ts';
import type { Account, AccountReference, Accounts, PasswordChange, PasswordChangeOutcome, Stamped } from '#lib/reset/ports.ts';
import { newCredentialStamp } from '#lib/reset/token.ts';
import { canonicalId } from '#lib/reset/typed-name.ts';
import { readable } from './readable.ts';

type Stored = { account: Account; passwordHash: string; noticeLanguages?: string; noticeFailures?: number };

export type MemoryAccounts = Accounts & {
  /** Creates or replaces an account, as the operator would. */
  store(account: NewAccount): void;
  remove(reference: AccountReference): void;
  /** Edits an account like a person who edits it by hand, so that nothing renews the stamp. */
  edit(reference: AccountReference, change: Partial<Account>): void;
  /** Empty for an account without a password. */
  passwordHash(reference: AccountReference): string;
  noticeLanguages(reference: AccountReference): string | undefined;
  /** From now on this account can be found but not read. */
  makeUnreadable(reference: AccountReference): void;
};

const keyOf = ({ realm, id }: AccountReference) => `${realm}#${id}`;

/** @param wakeNotifier called with every account whose notice is due, as the stream of the table does */
export function memoryAccounts(
  hashPassword: HashPassword,
  wakeNotifier: (image: Account & { noticeLanguages: string }) => void = () => undefined,
): MemoryAccounts {
  const items = new Map<string, Stored | 'unreadable'>();
  const itemOf = (reference: AccountReference) => readable(items.get(keyOf(reference)));
  const withAddress = (realm: string, address: CanonicalAddress) =>
    [...items.values()]
      .filter((item) => item !== 'unreadable')
      .filter(({ account }) => account.realm === realm && account.email !== null && canonicalAddress(account.email) === address);
  const withNotice = (reference: AccountReference, noticeDue: number) => {
    const item = itemOf(reference);
    return item?.account.noticeDue === noticeDue ? item : undefined;
  };
  const canonical = (reference: AccountReference) => ({ ...reference, id: canonicalId(reference) });
  const unchanged = ({ realm, accountId, credentialStamp, tenant }: Stamped) => {
    const account = itemOf(canonical({ realm, id: accountId }))?.account;
    return account?.credentialStamp === credentialStamp && account.tenant === tenant ? structuredClone(account) : undefined;
  };
  return {
    findUnchanged: async (stamped) => unchanged(stamped),
    findRedeemable: async (stamped, check) => {
      const account = unchanged(stamped);
      return account && isOpen(account, check) ? account : undefined;
    },
    takeStamp: async ({ credentialStamp }) => credentialStamp,
    find: async (reference) => structuredClone(itemOf(canonical(reference))?.account),
    findByAddress: async (realm, address) => withAddress(realm, address).map(({ account }) => structuredClone(account)),
    hasAddress: async (realm, address) => withAddress(realm, address).length > 0,
    setPassword: async (reference, change) => {
      const passwordHash = await hashPassword(change.password);
      const outcome = afterChange(itemOf(reference), change);
      if (outcome.outcome === 'set') {
        const noticeLanguages = change.languages ?? '';
        items.set(keyOf(reference), { account: outcome.account, passwordHash, noticeLanguages });
        wakeNotifier({ ...outcome.account, noticeLanguages });
      }
      return structuredClone(outcome);
    },
    endNotice: async (reference, noticeDue) => {
      const item = withNotice(reference, noticeDue);
      if (item !== undefined) {
        const { account, passwordHash } = item;
        items.set(keyOf(reference), { account: { ...account, noticeDue: null }, passwordHash });
      }
    },
    countNoticeFailure: async (reference, noticeDue) => {
      const item = withNotice(reference, noticeDue);
      if (item === undefined) {
        return undefined;
      }
      item.noticeFailures = (item.noticeFailures ?? 0) + 1;
      return item.noticeFailures;
    },
    markUndeliverable: async (realm, address, mark) => {
      const marked = withAddress(realm, address);
      for (const item of marked) {
        const { email, undeliverable } = item.account;
        const hasComplained = undeliverable?.cause === 'complaint' && undeliverable.address === email;
        if (email !== null && !(hasComplained && mark.cause === 'bounce')) {
          item.account = { ...item.account, undeliverable: { address: email, ...mark } };
        }
      }
      return marked.length;
    },
    store: (given) => {
      const account = { ...given, id: canonicalId(given) };
      const state = {
        credentialStamp: newCredentialStamp(),
        undeliverable: null,
        hold: null,
        closed: null,
        noticeDue: null,
        hasPassword: false,
      };
      items.set(keyOf(account), { account: structuredClone({ ...account, ...state }), passwordHash: '' });
    },
    remove: (reference) => {
      items.delete(keyOf(reference));
    },
    edit: (reference, change) => {
      const item = itemOf(reference);
      if (item !== undefined) {
        item.account = { ...item.account, ...change };
      }
    },
    passwordHash: (reference) => itemOf(reference)?.passwordHash ?? '',
    noticeLanguages: (reference) => itemOf(reference)?.noticeLanguages,
    makeUnreadable: (reference) => {
      items.set(keyOf(reference), 'unreadable');
    },
  };
}

function afterChange(item: Stored | undefined, change: PasswordChange): PasswordChangeOutcome {
  if (item === undefined || !isOpen(item.account, change)) {
    return { outcome: 'account-gone-or-closed' };
  }
  const { account } = item;
  if (account.credentialStamp !== change.credentialStamp || account.tenant !== change.tenant) {
    return { outcome: 'stamp-changed' };
  }
  const changed = {
    ...account,
    credentialStamp: newCredentialStamp(),
    lastModified: change.now,
    noticeDue: change.now,
    hasPassword: true,
    details: { ...account.details, ...change.details },
  };
  return { outcome: 'set', account: changed };
}
