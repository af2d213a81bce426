import type { Context, DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { lambdaContext } from '#infra/local/api/lambda-context.ts';
import { loadSource } from '#infra/local/api/load-function.ts';
import { streamedTables } from '#infra/local/database/streamed-tables.ts';
import { wakes } from '#infra/local/database/streams.ts';
import type { Settings } from '#lib/settings/settings.ts';

export type StreamedRecord = { tableName: string; record: DynamoDBRecord };

type Reader = (event: DynamoDBStreamEvent, context: Context) => Promise<DynamoDBBatchResponse>;

const batchSize = 10;

// Only its id says what a stream's reader is, as on AWS.
const loadReader = async (id: string) => (await loadSource(id)) as Reader;

/** The streams of the tables. They deliver their records when the test says so. */
export function deliveryByHand(settings: Settings, load: (id: string) => Promise<Reader> = loadReader) {
  const records: StreamedRecord[] = [];
  const queues = streamedTables(settings).map((table) => ({ ...table, waiting: [] as DynamoDBRecord[] }));

  async function deliver(): Promise<number> {
    for (const { stream, waiting } of queues) {
      const reader = await load(stream.reader);
      while (waiting.length > 0) {
        const batch = waiting.slice(0, batchSize);
        const { batchItemFailures } = await reader({ Records: batch }, lambdaContext(stream.reader));
        const failed = batchItemFailures.map(({ itemIdentifier }) =>
          batch.findIndex(({ dynamodb }) => dynamodb?.SequenceNumber === itemIdentifier),
        );
        waiting.splice(0, Math.min(batch.length, ...failed));
        if (failed.length > 0) {
          break;
        }
      }
    }
    return queues.reduce((sum, { waiting }) => sum + waiting.length, 0);
  }

  const accept = (tableName: string, record: DynamoDBRecord): void => {
    records.push({ tableName, record });
    wake(tableName, record);
  };
  const wake = (tableName: string, record: DynamoDBRecord): void => {
    const queue = queues.find(({ name }) => name === tableName);
    if (queue && wakes(queue.stream, record)) {
      queue.waiting.push(record);
    }
  };
  const replay = (from: number): void => {
    for (const { tableName, record } of records.slice(from)) {
      wake(tableName, record);
    }
  };
  return { records, accept, deliver, replay };
}
