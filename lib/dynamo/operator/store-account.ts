import { accountItem } from '#lib/dynamo/account-item.ts';
import { putItem } from '#lib/dynamo/stored-item.ts';
import type { Account } from '#lib/reset/ports.ts';
import { newCredentialStamp } from '#lib/reset/token.ts';
import type { Settings } from '#lib/settings/settings.ts';

/** An account without the fields that Rekey itself gives it. */
export type NewAccount = Omit<Account, 'credentialStamp' | 'undeliverable' | 'noticeDue' | 'hold' | 'closed' | 'hasPassword'>;

/**
 * Creates the account, or replaces it. Either way it gets a new stamp, which ends every token and session that the account had before (K3).
 *
 * @param passwordHash plain bcrypt, or null for an account that cannot log in before its first reset
 */
export async function storeAccount(settings: Settings, account: NewAccount, passwordHash: string | null): Promise<void> {
  await putItem(settings.accountsTable, accountItem(withNewStamp(account), passwordHash));
}

/** The account with a new stamp, no bounced address, no notice due, and nothing that its owner has stopped. */
export function withNewStamp(account: NewAccount): Omit<Account, 'hasPassword'> {
  return { ...account, credentialStamp: newCredentialStamp(), undeliverable: null, noticeDue: null, hold: null, closed: null };
}
