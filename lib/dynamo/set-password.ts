import type { HashPassword } from '#lib/passwords/password-hash.ts';
import { isOpen } from '#lib/reset/account.ts';
import type { AccountReference, PasswordChange, PasswordChangeOutcome } from '#lib/reset/ports.ts';
import { newCredentialStamp } from '#lib/reset/token.ts';
import { accountFromItem, accountKey } from './account-item.ts';
import { passwordSet } from './audit-attributes.ts';
import { readItem } from './stored-item.ts';
import { updateIf } from './update-if.ts';

type PasswordStore = { table: string; hashPassword: HashPassword };

/** The one write that ends a reset. `Accounts.setPassword` says what it guarantees. */
export async function setPassword(
  { table, hashPassword }: PasswordStore,
  reference: AccountReference,
  change: PasswordChange,
): Promise<PasswordChangeOutcome> {
  const { credentialStamp, tenant, mustBeEnabled, now } = change;
  const passwordHash = await hashPassword(change.password);
  const details = Object.entries(change.details ?? {});
  const written = await updateIf({
    table,
    key: accountKey(reference),
    update: [
      'SET #passwordHash = :passwordHash, #credentialStamp = :newStamp, #lastModified = :now, #noticeDue = :now, #noticeLanguages = :languages, #passwordSet = :passwordSet, #passwordChangedAt = :now, #passwordChangedBy = :by',
      ...details.map((_, index) => `, #details.#detail${index} = :detail${index}`),
      ' REMOVE #noticeFailures, #noticeEnded',
    ].join(''),
    condition: `attribute_exists(#account) AND #credentialStamp = :stamp AND #tenant = :tenant AND #externallyManaged = :false${mustBeEnabled ? ' AND #enabled = :true' : ''}`,
    names: Object.fromEntries(details.map(([name], index) => [`#detail${index}`, name])),
    values: {
      passwordHash,
      newStamp: newCredentialStamp(),
      stamp: credentialStamp,
      tenant,
      now,
      // Written even when empty: the languages of an earlier change, whose notice is still due, must not stay.
      languages: change.languages ?? '',
      by: change.languages === undefined ? 'administrator' : 'owner',
      passwordSet: passwordSet(now, change.cause),
      false: false,
      ...(mustBeEnabled ? { true: true } : {}),
      ...Object.fromEntries(details.map(([, value], index) => [`detail${index}`, value])),
    },
    returns: 'ALL_NEW',
  });
  if (written) {
    return { outcome: 'set', account: accountFromItem(written) };
  }
  return whyNotSet({ table, reference, passwordHash, mustBeEnabled });
}

type Attempt = { table: string; reference: AccountReference; passwordHash: string; mustBeEnabled: boolean };

async function whyNotSet({ table, reference, passwordHash, mustBeEnabled }: Attempt): Promise<PasswordChangeOutcome> {
  const item = await readItem(table, accountKey(reference));
  if (!item) {
    return { outcome: 'account-gone-or-closed' };
  }
  const account = accountFromItem(item);
  // A hash is salted, so only this attempt can have stored it: the write succeeded and its answer was lost (F1).
  if (item.passwordHash?.S === passwordHash) {
    return { outcome: 'set', account };
  }
  return { outcome: !isOpen(account, { mustBeEnabled }) ? 'account-gone-or-closed' : 'stamp-changed' };
}
