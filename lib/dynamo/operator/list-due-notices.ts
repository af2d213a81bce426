import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod/mini';
import { accountKey } from '#lib/dynamo/account-item.ts';
import { updateIf } from '#lib/dynamo/update-if.ts';
import { type AccountReference, realms } from '#lib/reset/ports.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { operatorClient } from './operator-client.ts';
import { scanItems } from './scan-items.ts';

export type DueNotice = AccountReference & {
  /** When the password was changed, in epoch milliseconds. */
  noticeDue: number;
  /** How often sending it has failed without an explanation. */
  noticeFailures: number;
};

/** The accounts of which the owner is to be told that the password was changed, in Rekey's table or beside a product's own server. */
export async function* listDueNotices({ accountsTable }: Settings): AsyncGenerator<DueNotice> {
  const attributes = ['realm', 'id', 'noticeDue', 'noticeFailures'];
  for await (const item of scanItems(accountsTable, { filter: 'attribute_exists(#noticeDue)', attributes })) {
    yield z.parse(due, unmarshall(item));
  }
}

/** The accounts that Rekey keeps itself and that changed between these times, in epoch milliseconds. */
export async function* listChangedAccounts(
  { accountsTable }: Settings,
  from: number,
  to: number,
): AsyncGenerator<AccountReference & { lastModified: number }> {
  const scan = {
    filter: '#lastModified BETWEEN :from AND :to',
    values: { from, to },
    attributes: ['realm', 'id', 'lastModified'],
  };
  for await (const item of scanItems(accountsTable, scan)) {
    yield z.parse(changed, unmarshall(item));
  }
}

/**
 * Wakes the mailer for a notice that is due. Only a write that changes the account gets into its stream, and the mailer ignores an image with a count
 * of failures. So this sets the count first, and then removes it. The mailer handles the writes of one account in their order, so a mail that it sends
 * just now is not sent twice.
 *
 * @returns whether the notice was still due
 */
export async function wakeMailer({ accountsTable: table }: Settings, { noticeDue, ...reference }: DueNotice): Promise<boolean> {
  const write = { table, key: accountKey(reference), condition: '#noticeDue = :noticeDue' };
  const isDue = await updateIf(
    { ...write, update: 'SET #noticeFailures = :zero', values: { noticeDue, zero: 0 } },
    operatorClient(),
  );
  const isOrdered =
    isDue && (await updateIf({ ...write, update: 'REMOVE #noticeFailures', values: { noticeDue } }, operatorClient()));
  return isOrdered !== undefined;
}

const due = z.object({
  realm: z.enum(realms),
  id: z.string(),
  noticeDue: z.number(),
  noticeFailures: z._default(z.number(), 0),
});

const changed = z.object({ realm: z.enum(realms), id: z.string(), lastModified: z.number() });
