import type { DynamoDBRecord } from 'aws-lambda';
import * as z from 'zod/mini';
import { imageSchema } from './find-writes.ts';
import { type RetryDelays, type StreamQueueOptions, streamQueue } from './stream-queue.ts';
import type { StreamedTable } from './streamed-tables.ts';
import { toStreamRecord } from './to-stream-record.ts';
import type { CallDynamo } from './watch-writes.ts';

export type StreamSource = Pick<StreamQueueOptions, 'reader' | 'maximumAgeMinutes'> & { table: StreamedTable };

export type StreamsOptions = Pick<StreamQueueOptions, 'report'> & { sources: readonly StreamSource[]; retryDelays?: RetryDelays };

/** The delays of an event source mapping. */
const usualDelays: RetryDelays = { firstMilliseconds: 1000, longestMilliseconds: 30_000 };

export type Streams = {
  accept(tableName: string, record: DynamoDBRecord): void;
  /** Queues a record for every item that still waits for its reader. */
  resume(callDynamo: CallDynamo): Promise<void>;
  /** Resolves when no record is queued or being handled. A record is queued before its writer gets the answer. */
  idle(): Promise<void>;
  stop(): Promise<void>;
};

const page = z.object({ Items: z.array(imageSchema), LastEvaluatedKey: z.optional(imageSchema) });
const textKey = z.object({ S: z.string() });

/** Whether a stream hands this record to its reader. */
export function wakes({ wakesOn }: StreamedTable['stream'], { dynamodb }: DynamoDBRecord): boolean {
  return wakesOn in (dynamodb?.NewImage ?? {});
}

/** Stands in for the event source mappings. The stream of each table wakes its one reader for the images that should wake it. */
export function startStreams({ sources, retryDelays = usualDelays, report }: StreamsOptions): Streams {
  const queues = new Map(
    sources.map(({ table, reader, maximumAgeMinutes }) => {
      const queue = streamQueue({ functionName: table.stream.reader, reader, maximumAgeMinutes, retryDelays, report });
      return [table.name, { table, queue }];
    }),
  );
  return {
    accept(tableName, record) {
      const source = queues.get(tableName);
      if (source && wakes(source.table.stream, record)) {
        source.queue.accept(record);
      }
    },
    // The records hold no failures, because readers skip images that have some and nothing else would try these again.
    async resume(callDynamo) {
      for (const { table, queue } of queues.values()) {
        for await (const record of waitingRecords(callDynamo, table)) {
          queue.accept(record);
        }
      }
    },
    async idle() {
      await Promise.all([...queues.values()].map(({ queue }) => queue.idle()));
    },
    async stop() {
      await Promise.all([...queues.values()].map(({ queue }) => queue.stop()));
    },
  };
}

async function* waitingRecords(callDynamo: CallDynamo, table: StreamedTable) {
  const scan = {
    TableName: table.name,
    FilterExpression: 'attribute_exists(#w)',
    ExpressionAttributeNames: { '#w': table.stream.wakesOn },
  };
  let from: object | undefined;
  do {
    const { Items, LastEvaluatedKey } = z.parse(
      page,
      await callDynamo('Scan', { ...scan, ...(from && { ExclusiveStartKey: from }) }),
    );
    for (const { [table.stream.sleepsOn]: _failures, ...item } of Items) {
      const record = toStreamRecord({ table, key: z.parse(textKey, item[table.key]).S }, { before: {}, after: item });
      if (record) {
        yield record;
      }
    }
    from = LastEvaluatedKey;
  } while (from);
}
