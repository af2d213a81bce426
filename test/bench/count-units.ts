import { type Item, readUnits, writeUnits } from './dynamo-units.ts';
import type { AroundCall, WireCall } from './wire.ts';

const written = new WeakMap<WireCall, { before: Item; after: Item }>();
const isWrite = ({ operation }: WireCall) => /\.(Put|Update|Delete)Item$/.test(operation);

/** Reads the item before and after a write. These reads do not go over the wire. */
export function watchItems(databaseUrl: string): AroundCall {
  return async (call, pass) => {
    if (!isWrite(call)) {
      return pass();
    }
    const before = await itemOf(databaseUrl, call);
    const answer = await pass();
    written.set(call, { before, after: await itemOf(databaseUrl, call) });
    return answer;
  };
}

async function itemOf(databaseUrl: string, { input }: WireCall): Promise<Item> {
  const { TableName, Key, Item } = JSON.parse(input);
  // A put replaces no item here, so the item before it counts like the item after it.
  if (Key === undefined) {
    return Item;
  }
  const body = JSON.stringify({ TableName, Key, ConsistentRead: true });
  const headers = {
    'content-type': 'application/x-amz-json-1.0',
    'x-amz-target': 'DynamoDB_20120810.GetItem',
    'x-amz-date': '20240101T000000Z',
    authorization: 'AWS4-HMAC-SHA256 Credential=local, SignedHeaders=host, Signature=none',
  };
  const answer = await fetch(databaseUrl, { method: 'POST', headers, body });
  // The embedded database answers in the shape of DynamoDB.
  return ((await answer.json()) as { Item?: Item }).Item ?? {};
}

/** Adds up the units that DynamoDB charges for these calls, by the sizes of their items. */
export function unitsOf(calls: readonly WireCall[]): { reads: number; writes: number } {
  let reads = 0;
  let writes = 0;
  for (const call of calls) {
    const items = written.get(call);
    if (items) {
      writes += writeUnits(items.before, items.after);
    }
    if (/\.(GetItem|Query)$/.test(call.operation)) {
      const { Item, Items = Item ? [Item] : [] } = JSON.parse(call.output);
      reads += readUnits(Items, JSON.parse(call.input).ConsistentRead === true);
    }
  }
  return { reads, writes };
}
