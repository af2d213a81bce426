import { expect, test } from '@jest/globals';
import { parseAccountRecord } from '#lib/mail/parse-account-record.ts';

const image = {
  account: { S: 'traffic-ops#jane' },
  realm: { S: 'traffic-ops' },
  id: { S: 'jane' },
  noticeDue: { N: '1700000000000' },
};

test('M11 an account with a due notice orders that notice, in the languages of the request', () => {
  expect(parseAccountRecord({ ...image, noticeLanguages: { S: 'de' } })).toEqual({
    task: { account: { realm: 'traffic-ops', id: 'jane' }, noticeDue: 1_700_000_000_000, languages: 'de' },
  });
});

test('M11 an older version of Rekey stored no languages, and its notice is still due', () => {
  expect(parseAccountRecord(image)?.task.languages).toBe('');
});

test('an account whose notice is not due orders nothing, whatever else its image has', () => {
  const { noticeDue: _, ...others } = image;
  expect(parseAccountRecord(others)).toBeUndefined();
  expect(parseAccountRecord({ realm: { S: 'no realm' } })).toBeUndefined();
});

test.each([
  ['of a realm that does not exist', { realm: { S: 'no realm' } }],
  ['without an id', { id: undefined }],
  ['with an id that is a number', { id: { N: '1' } }],
  ['with a time that is text', { noticeDue: { S: '1700000000000' } }],
  ['with a time that is not a number', { noticeDue: { N: 'NaN' } }],
  ['with half a millisecond', { noticeDue: { N: '1.5' } }],
  ['with languages that are not text', { noticeLanguages: { N: '1' } }],
])('an image %s is malformed', (_, differences) => {
  expect(() => parseAccountRecord({ ...image, ...differences })).toThrow();
});
