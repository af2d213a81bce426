import { counted } from '#infra/admin/counted.ts';
import type { Target } from '#infra/admin/target.ts';
import { listAccountsWithAddress } from '#lib/dynamo/operator/list-accounts.ts';
import { singleAddress } from '#lib/reset/address.ts';
import type { Account } from '#lib/reset/ports.ts';
import { canonicalId } from '#lib/reset/typed-name.ts';
import { type Finding, ok, warning } from './finding.ts';

export async function checkAddresses(target: Target): Promise<Finding> {
  const unmailable = await countOf(target, ({ email }) => email !== null && singleAddress(email) === undefined);
  return unmailable === 0
    ? ok('mail can go to the address of every account that has one')
    : warning(`${counted(unmailable, 'account')} with an address that no mail can go to: run addresses list`);
}

/**
 * A stranger who asks in another spelling uses up the mails of an account whose key has the letter case of its username, although none goes out
 * (ADR 10).
 */
export async function checkUsernames(target: Target): Promise<Finding> {
  const former = await countOf(target, (account) => canonicalId(account) !== account.id);
  return former === 0
    ? ok('every account is found by every spelling of its username')
    : warning(`${counted(former, 'account')} found only by the exact spelling of the username: import again`);
}

async function countOf({ settings }: Target, isMeant: (account: Account) => boolean): Promise<number> {
  let count = 0;
  for await (const account of listAccountsWithAddress(settings)) {
    count += isMeant(account) ? 1 : 0;
  }
  return count;
}
