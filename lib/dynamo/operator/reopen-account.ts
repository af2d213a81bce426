import { accountKey } from '#lib/dynamo/account-item.ts';
import { updateIf } from '#lib/dynamo/update-if.ts';
import type { AccountReference } from '#lib/reset/ports.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { operatorClient } from './operator-client.ts';

/**
 * Ends what the owner of an account has stopped: it is open again, and mails that strangers ask for go out again. When it was closed stays, so that
 * the notices from before cannot close it once more.
 *
 * @param now epoch milliseconds
 * @returns whether anything was stopped
 */
export async function reopenAccount(
  { accountsTable: table }: Settings,
  reference: AccountReference,
  now: number,
): Promise<boolean> {
  const key = accountKey(reference);
  const values = { now };
  const writes = [
    { update: 'SET #closed.#until = :now', condition: '#closed.#until > :now' },
    { update: 'SET #hold.#until = :now', condition: '#hold.#until > :now' },
  ];
  const written = await Promise.all(writes.map((write) => updateIf({ table, key, ...write, values }, operatorClient())));
  return written.some((item) => item !== undefined);
}
