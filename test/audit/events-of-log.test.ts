import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { eventsOfLog } from '#lib/audit/events-of-log.ts';
import { logger } from '#lib/runtime/log.ts';

let faults: jest.SpiedFunction<typeof logger.error>;

beforeEach(() => {
  faults = jest.spyOn(logger, 'error').mockReturnValue(undefined);
});
afterEach(() => {
  jest.restoreAllMocks();
});

const handed = (messages: readonly string[], messageType = 'DATA_MESSAGE') => {
  const logEvents = messages.map((message, index) => ({ id: `line-${index}`, timestamp: 0, message }));
  return gzipSync(JSON.stringify({ messageType, logEvents })).toString('base64');
};
const refusal = {
  route: 'crafter-studio/set-password',
  requestId: 'request-1',
  timestamp: '2026-01-31T09:00:00.000Z',
  failure: 'password-refused',
  refused: true,
  from: '192.0.2.1',
};
const good = JSON.stringify(refusal);
const nobodys = async () => undefined;

test.each([
  ['is no JSON', 'Task timed out after 25.00 seconds'],
  ['lacks a field', JSON.stringify({ ...refusal, from: undefined })],
  ['has a field of another type', JSON.stringify({ ...refusal, refusedToken: 7 })],
  ['has no time', JSON.stringify({ ...refusal, timestamp: 'yesterday' })],
])('A7 a line that %s holds up no other, and is noted without what it holds', async (_, bad) => {
  const events = await eventsOfLog(handed([good, bad, good]), nobodys);
  expect(events.map(({ what, outcome }) => [what, outcome])).toEqual([
    ['reset-refused', 'password-refused'],
    ['reset-refused', 'password-refused'],
  ]);
  expect(faults.mock.calls).toEqual([['a line has no audit event', { line: 'line-1' }]]);
});

test('A7 what CloudWatch Logs sends to see whether the function is there is no fault and no event', async () => {
  const data = handed(['CWL CONTROL MESSAGE: Checking health of destination Lambda.'], 'CONTROL_MESSAGE');
  expect(await eventsOfLog(data, nobodys)).toEqual([]);
  expect(faults).not.toHaveBeenCalled();
});

test('A7 a line whose token cannot be looked up now makes the function try all of them again', async () => {
  const line = JSON.stringify({ ...refusal, failure: 'token-refused', refusedToken: 'a hash' });
  await expect(eventsOfLog(handed([good, line]), () => Promise.reject(new Error('throttled')))).rejects.toThrow('throttled');
});
