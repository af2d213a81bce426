import { expect, test } from '@jest/globals';
import { parseResetRequestRecord } from '#lib/mail/parse-reset-request-record.ts';
import { requestRecord } from './stream-event.ts';

const imageOf = (differences: { [name: string]: unknown } = {}): { [name: string]: unknown } => ({
  ...requestRecord('jane', 7).dynamodb?.NewImage,
  ...differences,
});

test('a pending request orders one mail, for its latest sequence and under the id of the HTTP request', () => {
  expect(parseResetRequestRecord(imageOf())).toEqual({
    task: { key: { realm: 'traffic-ops', asker: 'anonymous', identifier: 'jane' }, typed: '', sequence: 7 },
    requestId: 'request of 7',
  });
});

test('the order says how the identifier was typed, for a product’s own server that tells letter cases apart', () => {
  expect(parseResetRequestRecord(imageOf({ typed: { S: 'Jane' } }))).toMatchObject({ task: { typed: 'Jane' } });
});

test('a request that is not pending orders nothing, whatever else its image has', () => {
  const { pending: _, ...done } = imageOf({ sequence: { N: 'NaN' } });
  expect(parseResetRequestRecord(done)).toBeUndefined();
});

test.each([
  ['of a realm that does not exist', { realm: { S: 'no realm' } }],
  ['of an asker who does not exist', { asker: { S: 'nobody' } }],
  ['with an identifier that is a number', { identifier: { N: '1' } }],
  ['with a sequence that is not a whole number', { sequence: { N: '1.5' } }],
  ['without the id of its HTTP request', { requestId: undefined }],
])('an image %s is malformed', (_, differences) => {
  expect(() => parseResetRequestRecord(imageOf(differences))).toThrow();
});
