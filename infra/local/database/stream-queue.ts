import { setTimeout } from 'node:timers/promises';
import type { Context, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import * as z from 'zod/mini';
import { lambdaContext } from '#infra/local/api/lambda-context.ts';

export type StreamReader = (event: DynamoDBStreamEvent, context: Context) => Promise<unknown>;

export type RetryDelays = { firstMilliseconds: number; longestMilliseconds: number };

export type StreamQueueOptions = {
  functionName: string;
  reader: StreamReader;
  /** Older records are dropped. */
  maximumAgeMinutes: number;
  retryDelays: RetryDelays;
  /** Takes a line for the developer. The line never contains anything from a record. */
  report: (line: string) => void;
};

export type StreamQueue = {
  accept(record: DynamoDBRecord): void;
  /** Resolves when no record is queued, being handled or waiting for another attempt. */
  idle(): Promise<void>;
  /** Finishes the current batch and starts no other. */
  stop(): Promise<void>;
};

const batchSize = 10;

const batchResponse = z.nullish(z.object({ batchItemFailures: z.nullish(z.array(z.object({ itemIdentifier: z.string() }))) }));

/** Stands in for the event source mapping of one shard: ordered batches, partial batch responses, and retries until a record is too old. */
export function streamQueue({ functionName, reader, maximumAgeMinutes, retryDelays, report }: StreamQueueOptions): StreamQueue {
  const records: DynamoDBRecord[] = [];
  const stopped = new AbortController();
  let work: Promise<void> | undefined;

  const giveUpOld = () => {
    const oldestSeconds = Date.now() / 1000 - maximumAgeMinutes * 60;
    while (records[0] && (records[0].dynamodb?.ApproximateCreationDateTime ?? 0) < oldestSeconds) {
      records.shift();
      report(`${functionName}: dropped a record older than ${maximumAgeMinutes} minutes`);
    }
  };

  const handle = async (batch: DynamoDBRecord[]) => {
    try {
      return countDone(batch, await reader({ Records: batch }, lambdaContext(functionName)));
    } catch (error) {
      report(`${functionName}: failed with ${error instanceof Error ? error.name : typeof error}`);
      return 0;
    }
  };

  const drain = async () => {
    let attempts = 0;
    for (giveUpOld(); records.length > 0 && !stopped.signal.aborted; giveUpOld()) {
      const batch = records.slice(0, batchSize);
      const done = await handle(batch);
      records.splice(0, done);
      attempts = done > 0 ? 0 : attempts + 1;
      if (done < batch.length) {
        const delay = Math.min(retryDelays.longestMilliseconds, retryDelays.firstMilliseconds * 2 ** Math.max(0, attempts - 1));
        await setTimeout(delay, undefined, { signal: stopped.signal }).catch(() => undefined);
      }
    }
    work = undefined;
  };

  return {
    accept(record) {
      records.push(record);
      // Starts asynchronously, so that `work` is set before `drain` clears it at its end.
      work ??= Promise.resolve().then(drain);
    },
    async idle() {
      while (work) {
        await work;
      }
    },
    async stop() {
      stopped.abort();
      await work;
    },
  };
}

/** Counts the records at the head of the batch that are done. As on AWS, the lowest failed record and all after it come again. */
function countDone(batch: readonly DynamoDBRecord[], response: unknown): number {
  const parsed = z.safeParse(batchResponse, response);
  if (!parsed.success) {
    return 0;
  }
  const failed = parsed.data?.batchItemFailures ?? [];
  const indexes = failed.map(({ itemIdentifier }) =>
    batch.findIndex(({ dynamodb }) => dynamodb?.SequenceNumber === itemIdentifier),
  );
  return Math.max(0, Math.min(batch.length, ...indexes));
}
