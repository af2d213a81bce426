import type { DynamoDBRecord } from 'aws-lambda';
import * as z from 'zod/mini';
import type { HttpAnswer, HttpCall } from '#infra/local/api/call-listener.ts';
import { findWrites, type Image, imageSchema, type Write } from './find-writes.ts';
import { keyLocks } from './key-locks.ts';
import type { StreamedTable } from './streamed-tables.ts';
import { toStreamRecord } from './to-stream-record.ts';

/** Answers an HTTP call. */
export type Respond = (call: HttpCall) => Promise<HttpAnswer>;

export type OnRecord = (tableName: string, record: DynamoDBRecord) => void;

/** Calls one DynamoDB operation and returns its output. */
export type CallDynamo = (operation: string, input: unknown) => Promise<unknown>;

const getItemOutput = z.object({ Item: z.optional(imageSchema) });

/**
 * Adds streams to a database that has none. Writes to the same key run one after the other, so that the image read after a write is the
 * image that it wrote. A write's record is handed over before its writer gets the answer.
 */
export function watchWrites(
  respond: Respond,
  callDynamo: CallDynamo,
  tables: readonly StreamedTable[],
  onRecord: OnRecord,
): Respond {
  const locks = keyLocks();

  const read = async ({ table, key }: Write): Promise<Image | undefined> => {
    const input = { TableName: table.name, Key: { [table.key]: { S: key } }, ConsistentRead: true };
    return z.parse(getItemOutput, await callDynamo('GetItem', input)).Item;
  };

  const writeAndRecord = async (call: HttpCall, writes: readonly Write[]) => {
    const before = await Promise.all(writes.map(read));
    const answered = await respond(call);
    if (answered.status === 200) {
      const after = await Promise.all(writes.map(read));
      for (const [index, write] of writes.entries()) {
        const record = toStreamRecord(write, { before: before[index], after: after[index] });
        if (record) {
          onRecord(write.table.name, record);
        }
      }
    }
    return answered;
  };

  return (call) => {
    const operation = `${call.headers['x-amz-target']}`.split('.')[1] ?? '';
    const writes = /Item$/.test(operation) ? findWrites(tables, operation, parseInput(call)) : [];
    if (writes.length === 0) {
      return respond(call);
    }
    return locks.hold(
      writes.map(({ table, key }) => `${table.name}/${key}`),
      () => writeAndRecord(call, writes),
    );
  };
}

function parseInput({ body }: HttpCall): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    return undefined;
  }
}
