import type { NewAccount } from '#lib/dynamo/operator/store-account.ts';
import type { AccountReference, Accounts } from '#lib/reset/ports.ts';

/** What a contract suite needs to try an adapter of the port `accounts`. Its hashes MUST be salted. */
export type AccountsBench = {
  accounts: Accounts;
  /** Creates or replaces an account as the operator would. */
  store(account: NewAccount): Promise<void>;
  remove(reference: AccountReference): Promise<void>;
  /** Whether this is the account's current password. */
  hasPassword(reference: AccountReference, password: string): Promise<boolean>;
  /** The languages that the stream's record of the account names for its notice; undefined when none is due. */
  noticeLanguages(reference: AccountReference): Promise<string | undefined>;
  /** The next write gets through, but its answer is lost on the way. */
  loseNextAnswer(): void;
};
