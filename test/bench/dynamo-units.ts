import type { AttributeValue } from '@aws-sdk/client-dynamodb';

export type Item = { readonly [attribute: string]: AttributeValue };

const bytesOf = (text: string) => Buffer.byteLength(text);
const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

/** Bytes of an item, by DynamoDB's rules: names and values; numbers by their digits; lists and maps with an overhead of their own. */
function itemBytes(item: Item): number {
  return sum(Object.entries(item).map(([name, value]) => bytesOf(name) + valueBytes(value)));
}

function valueBytes(value: AttributeValue): number {
  if (value.S !== undefined) {
    return bytesOf(value.S);
  }
  if (value.N !== undefined) {
    return Math.ceil(value.N.replace(/\D/g, '').length / 2) + 1;
  }
  if (value.SS !== undefined) {
    return sum(value.SS.map(bytesOf));
  }
  if (value.L !== undefined) {
    return 3 + sum(value.L.map((each) => 1 + valueBytes(each)));
  }
  if (value.M !== undefined) {
    return 3 + Object.keys(value.M).length + itemBytes(value.M);
  }
  return 1;
}

/** A unit for each 4 KB begun, at least one; half of them where an index is read, which is never consistent. */
export function readUnits(items: readonly Item[], isConsistent: boolean): number {
  const units = Math.max(1, Math.ceil(sum(items.map(itemBytes)) / 4096));
  return isConsistent ? units : units / 2;
}

/** A unit for each KB begun of the item as it was or as it is, whichever is larger; a refused condition costs the same. */
export function writeUnits(before: Item, after: Item): number {
  return Math.max(1, Math.ceil(Math.max(itemBytes(before), itemBytes(after)) / 1024));
}
