import middy from '@middy/core';
import type { Context, DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { tables } from '#lib/dynamo/tables.ts';
import { metrics } from '#lib/runtime/log.ts';
import { currentSettings, type Settings } from '#lib/settings/settings.ts';
import type { MailFunctionId } from './mail-functions.ts';
import { type ParseImage, type Settled, type StreamJob, settleRecord } from './settle-record.ts';

export type StreamJobOptions = {
  /** Time, in epoch milliseconds. */
  clock?: () => number;
};

/**
 * The Lambda handler of a stream of new images. The records of a batch are handled side by side, those of one item in their order: after one
 * that has to be tried again, the later ones of its item wait for it.
 *
 * @param open makes the job; called once per process, on the first event
 */
export function defineStreamJob<Task>(
  id: MailFunctionId,
  parse: ParseImage<Task>,
  open: (settings: Settings) => StreamJob<Task>,
  { clock = Date.now }: StreamJobOptions = {},
) {
  let opened: StreamJob<Task> | undefined;
  const job = () => {
    opened ??= open(currentSettings());
    return opened;
  };
  return middy<DynamoDBStreamEvent, DynamoDBBatchResponse>().handler(async (event, context: Context | undefined) => {
    const circumstances = { now: clock(), function: id, invocationId: context?.awsRequestId ?? 'none' };
    const settle = async (record: DynamoDBRecord) =>
      countsFailure(id, record) ? 'settled' : settleRecord(parse, job(), record, circumstances);
    const unsettled = await Promise.all(recordsByItem(event.Records).map((records) => settleInOrder(records, settle)));
    metrics.publishStoredMetrics();
    return { batchItemFailures: unsettled.flat() };
  });
}

/**
 * The write that counts a failure leaves its work undone, so it comes as a record of its own. It is passed over: it would be another attempt,
 * ahead of the one that the stream makes after a pause.
 */
function countsFailure(id: MailFunctionId, { dynamodb }: DynamoDBRecord): boolean {
  const stream = Object.values(tables).find((table) => table.stream?.reader === id)?.stream;
  return stream !== undefined && stream.sleepsOn in (dynamodb?.NewImage ?? {});
}

function recordsByItem(records: readonly DynamoDBRecord[]): DynamoDBRecord[][] {
  const byItem = Map.groupBy(records, (record) => JSON.stringify(record.dynamodb?.Keys));
  return [...byItem.values()];
}

/** @returns what has to be delivered again: the first record that was not settled, and all after it */
async function settleInOrder(
  records: readonly DynamoDBRecord[],
  settle: (record: DynamoDBRecord) => Promise<Settled>,
): Promise<DynamoDBBatchResponse['batchItemFailures']> {
  for (const [index, record] of records.entries()) {
    if ((await settle(record)) === 'retry') {
      return records.slice(index).map(({ dynamodb }) => ({ itemIdentifier: dynamodb?.SequenceNumber ?? '' }));
    }
  }
  return [];
}
