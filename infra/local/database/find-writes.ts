import type { AttributeValue } from 'aws-lambda';
import * as z from 'zod/mini';
import type { StreamedTable } from './streamed-tables.ts';

/** The attributes of an item, as stream records hold them. */
export type Image = Record<string, AttributeValue>;

/** A write to one item of a table with a stream. */
export type Write = { table: StreamedTable; key: string };

// The database checks attribute values. Here an item only has to be an object of objects.
const attributeValue = z.custom<AttributeValue>((value) => typeof value === 'object' && value !== null);
export const imageSchema = z.record(z.string(), attributeValue);
const keySchema = z.object({ S: z.string() });

const oneWrite = z.object({ TableName: z.string(), Key: z.optional(imageSchema), Item: z.optional(imageSchema) });
const batchWrite = z.object({
  RequestItems: z.record(
    z.string(),
    z.array(
      z.object({
        PutRequest: z.optional(z.object({ Item: imageSchema })),
        DeleteRequest: z.optional(z.object({ Key: imageSchema })),
      }),
    ),
  ),
});

/** Finds what a DynamoDB request writes to tables with a stream. Finds nothing in a malformed request, which the database refuses. */
export function findWrites(tables: readonly StreamedTable[], operation: string, input: unknown): readonly Write[] {
  return itemsWritten(operation, input).flatMap((written) => {
    const table = tables.find(({ name }) => name === written.table);
    const key = z.safeParse(keySchema, table && written.item?.[table.key]).data?.S;
    return table === undefined || key === undefined ? [] : [{ table, key }];
  });
}

function itemsWritten(operation: string, input: unknown): readonly { table: string; item: Image | undefined }[] {
  if (operation === 'BatchWriteItem') {
    const requests = z.safeParse(batchWrite, input).data?.RequestItems ?? {};
    return Object.entries(requests).flatMap(([table, writes]) =>
      writes.map(({ PutRequest, DeleteRequest }) => ({ table, item: PutRequest?.Item ?? DeleteRequest?.Key })),
    );
  }
  const write = ['PutItem', 'UpdateItem', 'DeleteItem'].includes(operation) ? z.safeParse(oneWrite, input).data : undefined;
  return write ? [{ table: write.TableName, item: write.Item ?? write.Key }] : [];
}
