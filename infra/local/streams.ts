import type { DynamoDBRecord } from 'aws-lambda';
import * as z from 'zod/mini';
import { itemSchema } from './find-writes.ts';
import { type RetryDelays, type StreamQueueOptions, streamQueue } from './stream-queue.ts';
import type { StreamedTable } from './streamed-tables.ts';
import { toStreamRecord } from './to-stream-record.ts';
import type { CallDynamo } from './watch-writes.ts';

export type StreamSource = Pick<StreamQueueOptions, 'reader' | 'maximumAgeMinutes'> & { table: StreamedTable };

export type StreamsOptions = Pick<StreamQueueOptions, 'report'> & { sources: readonly StreamSource[]; retryDelays?: RetryDelays };

/** As an event source mapping backs off. */
const usualDelays: RetryDelays = { firstMilliseconds: 1000, longestMilliseconds: 30_000 };

export type Streams = {
  accept(tableName: string, record: DynamoDBRecord): void;
  /** Hands over, as records, the items that still wait for their reader. */
  resume(callDynamo: CallDynamo): Promise<void>;
  /** Resolves when nothing is queued or in work. A record is queued before its writer gets an answer. */
  idle(): Promise<void>;
  stop(): Promise<void>;
};

const page = z.object({ Items: z.array(itemSchema), LastEvaluatedKey: z.optional(itemSchema) });
const textKey = z.object({ S: z.string() });

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

/** Whether a stream hands this record of it to its reader. */
export function wakes({ wakesOn }: StreamedTable['stream'], { dynamodb }: DynamoDBRecord): boolean {
  return wakesOn in (dynamodb?.NewImage ?? {});
}

/** Stands in for the event source mappings: each table's stream wakes its one reader, for the images that are to wake it. */
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
    // Without its failures, on which readers sleep: nothing else is left that would try it again.
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
