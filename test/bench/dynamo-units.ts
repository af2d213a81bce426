import type { AttributeValue } from '@aws-sdk/client-dynamodb';

export type Item = { readonly [attribute: string]: AttributeValue };

/** One unit for each 4 KB or part of it, at least one. An index is never read consistently, and such a read costs half. */
export function readUnits(items: readonly Item[], isConsistent: boolean): number {
  const units = Math.max(1, Math.ceil(sum(items.map(itemBytes)) / 4096));
  return isConsistent ? units : units / 2;
}

/** One unit for each KB or part of it, for the larger of the old and the new item. A refused condition costs the same. */
export function writeUnits(before: Item, after: Item): number {
  return Math.max(1, Math.ceil(Math.max(itemBytes(before), itemBytes(after)) / 1024));
}

/** The bytes of an item by DynamoDB's rules: names and values count, numbers count by their digits, and lists and maps have an overhead. */
export function itemBytes(item: Item): number {
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

function bytesOf(text: string): number {
  return Buffer.byteLength(text);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
