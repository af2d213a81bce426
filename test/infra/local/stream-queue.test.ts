import { setImmediate } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import type { DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { streamQueue } from '#infra/local/database/stream-queue.ts';

const record = (sequence: number, ageSeconds = 0): DynamoDBRecord => ({
  dynamodb: { SequenceNumber: `${sequence}`, ApproximateCreationDateTime: Date.now() / 1000 - ageSeconds },
});

const fails = (...sequences: (number | string)[]) => ({
  batchItemFailures: sequences.map((sequence) => ({ itemIdentifier: `${sequence}` })),
});

/** A queue with a reader that gives these responses in turn, and then none. */
function queueWith(...responses: (() => unknown)[]) {
  const batches: (string | undefined)[][] = [];
  const reports: string[] = [];
  const reader = async ({ Records }: DynamoDBStreamEvent) => {
    batches.push(Records.map(({ dynamodb }) => dynamodb?.SequenceNumber));
    return responses.shift()?.();
  };
  const queue = streamQueue({
    functionName: 'mail/demo',
    reader,
    maximumAgeMinutes: 60,
    retryDelays: { firstMilliseconds: 1, longestMilliseconds: 4 },
    report: (line) => reports.push(line),
  });
  return { queue, batches, reports };
}

test('records come in order, at most ten at a time', async () => {
  const { queue, batches } = queueWith();
  for (let sequence = 1; sequence <= 13; sequence++) {
    queue.accept(record(sequence));
  }
  await queue.idle();

  expect(batches.map(({ length }) => length)).toEqual([10, 3]);
  expect(batches.flat()).toEqual(Array.from({ length: 13 }, (_, index) => `${index + 1}`));
});

test('the lowest failed record and all after it come again', async () => {
  const { queue, batches } = queueWith(() => fails(3, 2));
  for (const sequence of [1, 2, 3]) {
    queue.accept(record(sequence));
  }
  await queue.idle();

  expect(batches).toEqual([
    ['1', '2', '3'],
    ['2', '3'],
  ]);
});

test.each([
  ['throws', () => Promise.reject(new TypeError('a secret'))],
  ['names a record that is not in the batch', () => fails('else')],
  ['names no record', () => ({ batchItemFailures: [{ itemIdentifier: null }] })],
])('the whole batch comes again when the reader %s', async (_, failing) => {
  const { queue, batches, reports } = queueWith(failing, failing, failing);
  queue.accept(record(1));
  await queue.idle();

  expect(batches).toEqual([['1'], ['1'], ['1'], ['1']]);
  expect(reports.join()).not.toContain('secret');
});

test.each([undefined, null, {}, { batchItemFailures: null }, fails()])('a response of %j is a success', async (response) => {
  const { queue, batches } = queueWith(() => response);
  queue.accept(record(1));
  await queue.idle();

  expect(batches).toEqual([['1']]);
});

test('a record that is too old is dropped', async () => {
  const { queue, batches, reports } = queueWith();
  queue.accept(record(1, 3700));
  queue.accept(record(2, 3500));
  await queue.idle();

  expect(batches).toEqual([['2']]);
  expect(reports).toEqual(['mail/demo: dropped a record older than 60 minutes']);
});

test('a stopped queue does not wait for another attempt', async () => {
  const { queue, batches } = queueWith(...Array.from({ length: 1000 }, () => () => fails(1)));
  queue.accept(record(1));
  await setImmediate();
  await queue.stop();
  const seen = batches.length;
  await queue.idle();

  expect(seen).toBeGreaterThan(0);
  expect(batches).toHaveLength(seen);
});
