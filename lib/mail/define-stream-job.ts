import middy from '@middy/core';
import type { Context, DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { tables } from '#lib/dynamo/tables.ts';
import { metrics } from '#lib/runtime/log.ts';
import { currentSettings, type Settings } from '#lib/settings/settings.ts';
import type { MailFunctionId } from './mail-functions.ts';
import { type ParseImage, type Settled, type StreamJob, settleRecord } from './settle-record.ts';

export type StreamJobOptions = {
  /** The current time in epoch milliseconds. */
  clock?: () => number;
};

/**
 * The Lambda handler of a stream of new images. It handles the records of a batch side by side, but those of one item in their order: if a record
 * must be tried again, the item's later records wait for it.
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
 * Whether the record comes from the write that counted a failure. The item's work was still undone then, so the write produced a record. It must be
 * ignored: handling it would be another attempt, ahead of the one that the stream makes after a pause.
 */
function countsFailure(id: MailFunctionId, { dynamodb }: DynamoDBRecord): boolean {
  const stream = Object.values(tables).find((table) => table.stream?.reader === id)?.stream;
  return stream !== undefined && stream.sleepsOn in (dynamodb?.NewImage ?? {});
}

function recordsByItem(records: readonly DynamoDBRecord[]): DynamoDBRecord[][] {
  const byItem = Map.groupBy(records, (record) => JSON.stringify(record.dynamodb?.Keys));
  return [...byItem.values()];
}

/** @returns the records to deliver again: the first one that was not settled, and all after it */
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
