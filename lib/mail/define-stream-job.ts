import middy, { type MiddyfiedHandler } from '@middy/core';
import type { Context, DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { tables } from '#lib/dynamo/tables.ts';
import type { Ports } from '#lib/reset/reach.ts';
import { type Adapters, openPorts } from '#lib/runtime/adapters.ts';
import { metrics } from '#lib/runtime/log.ts';
import { madeOnce } from '#lib/runtime/made-once.ts';
import { currentSettings, type Settings } from '#lib/settings/settings.ts';
import type { MailFunctionId } from './mail-functions.ts';
import { type ParseImage, type Settled, type StreamJob, settleRecord } from './settle-record.ts';

type Handler = MiddyfiedHandler<DynamoDBStreamEvent, DynamoDBBatchResponse, Error, Context>;

export type StreamFunction<Name extends keyof Ports = keyof Ports> = Handler & {
  /** The same handler over other adapters and settings. */
  with(adapters: Adapters<Name>, settings: Settings): Handler;
};

/**
 * The Lambda handler of a stream of new images. It handles the records of a batch side by side, but those of one item in their order: if a record
 * must be tried again, the item's later records wait for it.
 *
 * @param adapters one for each port that the job uses
 * @param open makes the job; called once, on the first event
 */
export function defineStreamJob<Task, Name extends keyof Ports>(
  id: MailFunctionId,
  parse: ParseImage<Task>,
  adapters: Adapters<Name>,
  open: (ports: Pick<Ports, Name>, settings: Settings) => StreamJob<Task>,
): StreamFunction<Name> {
  const handlerWith = (given: Adapters<Name>, settings: () => Settings) =>
    handlerOf(id, parse, () => open(openPorts(given, settings()), settings()));
  return Object.assign(handlerWith(adapters, currentSettings), {
    with: (given: Adapters<Name>, settings: Settings) => handlerWith(given, () => settings),
  });
}

function handlerOf<Task>(id: MailFunctionId, parse: ParseImage<Task>, open: () => StreamJob<Task>): Handler {
  const job = madeOnce(open);
  return middy<DynamoDBStreamEvent, DynamoDBBatchResponse>().handler(async (event, context: Context | undefined) => {
    const circumstances = { now: Date.now(), function: id, invocationId: context?.awsRequestId ?? 'none' };
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
