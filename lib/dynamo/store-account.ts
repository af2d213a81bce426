import type { Settings } from '../config.ts';
import type { Account } from '../reset/ports.ts';
import { newCredentialStamp } from '../reset/random.ts';
import { accountItem } from './account-item.ts';
import { putItem } from './put-item.ts';

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
