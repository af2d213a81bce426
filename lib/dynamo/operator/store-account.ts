import { accountItem } from '#lib/dynamo/account-item.ts';
import { putItem } from '#lib/dynamo/put-item.ts';
import type { Account } from '#lib/reset/ports.ts';
import { newCredentialStamp } from '#lib/reset/token.ts';
import type { Settings } from '#lib/settings/settings.ts';

export type NewAccount = Omit<Account, 'credentialStamp' | 'undeliverableAddress' | 'noticeDue'>;

/**
 * For the operator: creates the account, or replaces it. Either way it gets a new stamp, which ends every token and session that the
 * account had before (K3).
 *
 * @param passwordHash plain bcrypt, or null for an account that cannot log in before its first reset
 */
export async function storeAccount(settings: Settings, account: NewAccount, passwordHash: string | null): Promise<void> {
  const whole = { ...account, credentialStamp: newCredentialStamp(), undeliverableAddress: null, noticeDue: null };
  await putItem(settings.accountsTable, accountItem(whole, passwordHash));
}
