import { marshall } from '@aws-sdk/util-dynamodb';
import { expect, test } from '@jest/globals';
import type { DynamoDBRecord } from 'aws-lambda';
import fc from 'fast-check';
import * as z from 'zod/mini';
import { auditEventSchema } from '#lib/audit/audit-event.ts';
import { eventsOfRecord } from '#lib/audit/events-of-record.ts';

const at = 1_700_000_000_000;
/** Stands for a token, a hash, a password, a stamp or a link. No field that an event shows holds it. */
const planted = 'planted-secret';

const secretFields = ['passwordHash', 'credentialStamp', 'claim', 'link', 'application', 'details', 'email', 'address2'];
const secret = fc.constantFrom<unknown>(planted, { S: planted }, [planted], { token: planted, deep: { hash: planted } });
const secrets = fc.dictionary(fc.constantFrom(...secretFields, 'typed', 'languages', 'noticeLanguages'), secret);
const name = fc.string({ minLength: 1, maxLength: 30 }).filter((text) => !text.includes(planted));
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });

const accounts = fc.record({
  realm: fc.constantFrom('crafter-profile', 'crafter-studio', 'traffic-ops'),
  id: name,
  tenant: maybe(name),
  noticeDue: fc.constantFrom(at, at - 1),
  passwordSet: fc.record({
    at: fc.constant(at),
    by: fc.constantFrom('owner', 'administrator'),
    actor: maybe(name),
    address: maybe(name),
    requestId: maybe(name),
    token: fc.constant(planted),
  }),
});
const requests = fc.record({
  realm: fc.constantFrom('crafter-profile', 'crafter-studio', 'traffic-ops'),
  asker: fc.constantFrom('anonymous', 'application', 'administrator'),
  identifier: name,
  requestId: name,
  requestedAt: fc.constant(at),
  sequence: fc.integer({ min: 1, max: 9 }),
  address: maybe(name),
  actor: maybe(name),
  pending: fc.constant(1),
  nonce: fc.constant(planted),
  settledUnder: fc.constantFrom(planted, 'another nonce'),
  settled: maybe(
    fc.record({
      sequence: fc.integer({ min: 1, max: 9 }),
      outcome: fc.constantFrom('sent', 'mailbox-full', 'no-account'),
      at: fc.constant(at),
      mailed: fc.array(fc.record({ id: name, tenant: maybe(name), token: fc.constant(planted) }), { maxLength: 3 }),
    }),
  ),
});

function record(table: 'account' | 'request', item: object): DynamoDBRecord {
  const image = marshall({ ...item, [table]: 'a key' }, { removeUndefinedValues: true, convertEmptyValues: false });
  return {
    dynamodb: { Keys: { [table]: { S: 'a key' } }, NewImage: Object(image), ApproximateCreationDateTime: at / 1000 },
  };
}

test.each([
  ['account', accounts],
  ['request', requests],
] as const)('A7 no event of a random %s holds a planted secret, and every event has the published form', (table, items) => {
  let count = 0;
  fc.assert(
    fc.property(items as fc.Arbitrary<object>, secrets, (item, more) => {
      const events = eventsOfRecord(record(table, { ...more, ...item }));
      count += events.length;
      expect(JSON.stringify(events)).not.toContain(planted);
      expect(events.map((event) => z.safeParse(auditEventSchema(), event).error)).toEqual(events.map(() => undefined));
    }),
    { numRuns: 200 },
  );
  expect(count).toBeGreaterThan(50);
});
