import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Json } from '#lib/reset/ports.ts';
import { exactNumber, exactText } from './exact-number.ts';

/**
 * A JSON value as DynamoDB stores it. The SDK's `marshall` rounds or refuses numbers that a double cannot hold, and takes an object with the key
 * `constructor` for an instance of a class.
 */
export function attributeFromJson(value: Json): AttributeValue {
  const digits = exactText(value);
  if (digits !== undefined || typeof value === 'number') {
    return { N: digits ?? String(value) };
  }
  if (value === null) {
    return { NULL: true };
  }
  if (typeof value === 'string') {
    return { S: value };
  }
  if (typeof value === 'boolean') {
    return { BOOL: value };
  }
  return isList(value)
    ? { L: value.map(attributeFromJson) }
    : { M: Object.fromEntries(Object.entries(value).map(([key, each]) => [key, attributeFromJson(each)])) };
}

/**
 * The JSON value that `attributeFromJson` stored, or that `marshall` stored from JSON.
 *
 * @throws for sets and binary values, which no JSON value becomes
 */
export function jsonFromAttribute({ S, N, BOOL, NULL, L, M }: AttributeValue): Json {
  if (S !== undefined) {
    return S;
  }
  if (N !== undefined) {
    return exactNumber(N);
  }
  if (BOOL !== undefined) {
    return BOOL;
  }
  if (NULL !== undefined) {
    return null;
  }
  if (L !== undefined) {
    return L.map(jsonFromAttribute);
  }
  if (M !== undefined) {
    return Object.fromEntries(Object.entries(M).map(([key, each]) => [key, jsonFromAttribute(each)]));
  }
  throw new Error('the stored attribute is not a JSON value');
}

/** `Array.isArray` does not tell the compiler about arrays that cannot be written. */
export function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
