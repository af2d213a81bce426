import type { DynamoDBStreamEvent } from 'aws-lambda';
import { toStreamRecord } from '#infra/local/database/to-stream-record.ts';
import { tables } from '#lib/dynamo/tables.ts';

type Image = { readonly [attribute: string]: { S: string } | { N: string } };

const bounce = {
  eventType: 'Bounce',
  bounce: { bounceType: 'Permanent', bouncedRecipients: [{ emailAddress: 'gone@example.com' }] },
  mail: { destination: ['gone@example.com'] },
};

/** Events for the mail functions and the audit function in the demo. The demo's tables hold nothing for the first two, so these functions find nothing to do. */
export const mailEvents: { readonly [functionId: string]: object } = {
  'mail/send-reset-link': streamEvent('resetRequests', 'crafter-studio#anonymous#jane.doe', {
    realm: { S: 'crafter-studio' },
    asker: { S: 'anonymous' },
    identifier: { S: 'jane.doe' },
    requestId: { S: '00000000-0000-4000-8000-000000000000' },
    sequence: { N: '1' },
    pending: { N: '1' },
  }),
  'mail/send-change-notice': streamEvent('accounts', 'crafter-studio#jane.doe', {
    realm: { S: 'crafter-studio' },
    id: { S: 'jane.doe' },
    noticeDue: { N: '1' },
  }),
  'audit/write-events': {
    operatorAct: {
      actId: '00000000-0000-4000-8000-000000000000',
      command: 'resets list',
      outcome: 'done',
      realm: null,
      account: null,
      who: 'somebody',
      at: Date.UTC(2026, 0, 1),
    },
  },
  'mail/record-undeliverable': { Records: [{ EventSource: 'aws:sns', Sns: { Message: JSON.stringify(bounce) } }] },
};

function streamEvent(table: 'accounts' | 'resetRequests', key: string, image: Image): DynamoDBStreamEvent {
  const { key: attribute, stream } = tables[table];
  if (stream === undefined) {
    throw new Error(`${table} has no stream`);
  }
  const after = { [attribute]: { S: key }, ...image };
  const record = toStreamRecord({ table: { name: table, key: attribute, stream }, key }, { before: {}, after });
  return { Records: record === undefined ? [] : [record] };
}
