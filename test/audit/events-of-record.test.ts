import { marshall } from '@aws-sdk/util-dynamodb';
import { expect, test } from '@jest/globals';
import type { DynamoDBRecord } from 'aws-lambda';
import { eventsOfRecord } from '#lib/audit/events-of-record.ts';
import { operatorRequestId } from '#lib/audit/operator-request-id.ts';
import { permissions } from '#lib/dynamo/permissions.ts';

const at = 1_700_000_000_000;

function record(table: 'account' | 'request', item: object, writtenAt = at): DynamoDBRecord {
  return {
    dynamodb: {
      Keys: { [table]: { S: 'a key' } },
      NewImage: Object(marshall({ ...item, [table]: 'a key' })),
      ApproximateCreationDateTime: writtenAt / 1000,
    },
  };
}

const request = {
  realm: 'traffic-ops',
  asker: 'anonymous',
  identifier: 'eve@example.com',
  requestId: 'request-2',
  requestedAt: at,
  sequence: 2,
  pending: 1,
  nonce: 'of request 2',
};
const account = { realm: 'crafter-profile', id: 'ann', tenant: 'sample' };
const passwordSet = { at, by: 'owner', actor: null, address: '192.0.2.1', requestId: 'request-9' };

const whats = (...given: Parameters<typeof record>) => eventsOfRecord(record(...given)).map(({ what }) => what);

test('A7 a record that comes again has the event of the first time, under the same id', () => {
  expect(eventsOfRecord(record('request', request))).toEqual(eventsOfRecord(record('request', request)));
});

test('A7 the count of a failed mail is no event, and neither is a list of those that were mailed to, or a note on a mail', () => {
  expect(whats('request', request)).toEqual(['reset-asked']);
  expect(whats('request', { ...request, failures: 1 })).toEqual([]);
  expect(whats('request', { served: new Set(['ann']) })).toEqual([]);
  const note = { realm: 'traffic-ops', accountId: 'eve', requestId: 'request-2', requestedAt: at, mailOutcome: 'sent' };
  expect(whats('request', { ...note, mailOutcomeAt: at })).toEqual([]);
  expect(whats('account', { ...account, noticeDue: at, passwordSet })).toEqual(['password-set']);
  expect(whats('account', { ...account, noticeDue: at, passwordSet, noticeFailures: 1 })).toEqual([]);
});

test('A7 an earlier request that is settled late leaves its own event and does not ask again', () => {
  const mailed = [
    { id: 'eve', tenant: null },
    { id: 'eva', tenant: null },
  ];
  const settled = { sequence: 1, outcome: 'sent', at, mailed };
  const events = eventsOfRecord(record('request', { ...request, settled, settledUnder: request.nonce }));
  expect(events.map(({ what, account: of, requestId }) => [what, of?.id, requestId])).toEqual([
    ['reset-mailed', 'eve', null],
    ['reset-mailed', 'eva', null],
  ]);
});

test.each(['no-account', 'mailbox-full', 'cancelled', 'SES: MessageRejected'])(
  'A7 a request that ends with %s leaves the event that nobody was mailed to',
  (outcome) => {
    const settled = { sequence: 2, outcome, at, mailed: [] };
    expect(eventsOfRecord(record('request', { ...request, settled, settledUnder: request.nonce }))).toMatchObject([
      { what: 'reset-not-mailed', outcome, account: { id: 'eve@example.com' }, requestId: 'request-2' },
    ]);
  },
);

test('A7 a request is asked for, whatever the end of the one before it has left', () => {
  const settled = { sequence: 1, outcome: 'sent', at, mailed: [{ id: 'eve', tenant: null }] };
  expect(whats('request', { ...request, settled, settledUnder: 'of request 1' })).toEqual(['reset-asked']);
});

test('A4 whoever controls a request function cannot write what the audit takes for the end of a request', () => {
  const [put] = permissions['resetRequests.put'];
  expect(put.attributes).not.toContain('settled');
  expect(put.attributes).not.toContain('settledUnder');
});

test('A7 a later write to an account that still has the last change is no event', () => {
  const noticeEnded = { at, outcome: 'sent', noticeDue: at - 5 };
  expect(whats('account', { ...account, noticeEnded })).toEqual(['notice-sent']);
  expect(whats('account', { ...account, noticeEnded }, at + 600_000)).toEqual([]);
  expect(whats('account', { ...account, noticeDue: at, passwordSet }, at + 600_000)).toEqual([]);
  expect(whats('account', { ...account, noticeEnded: { ...noticeEnded, outcome: 'no-address' } })).toEqual(['notice-not-sent']);
});

test('A7 a request of the command line is the operator’s', () => {
  // queues redrive asks again in the name of whoever asked.
  for (const asker of ['administrator', 'anonymous']) {
    expect(eventsOfRecord(record('request', { ...request, asker, requestId: operatorRequestId() }))).toMatchObject([
      { who: { kind: 'operator', name: null }, address: null },
    ]);
  }
  // A version from before the audit stored no address.
  expect(eventsOfRecord(record('request', request))).toMatchObject([{ who: { kind: 'anyone' }, address: null }]);
  expect(
    eventsOfRecord(record('request', { ...request, asker: 'application', actor: 'crafterengine', address: '192.0.2.1' })),
  ).toMatchObject([{ who: { kind: 'application', name: 'crafterengine' }, address: '192.0.2.1' }]);
});

test('a record that is not Rekey’s is refused', () => {
  expect(() => eventsOfRecord(record('request', { ...request, sequence: 'two' }))).toThrow();
});
