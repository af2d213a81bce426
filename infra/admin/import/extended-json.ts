import { exactNumber, exactText } from '#lib/dynamo/exact-number.ts';
import { isList } from '#lib/dynamo/json-attribute.ts';
import type { Json } from '#lib/reset/ports.ts';
import { timeOf } from './moment.ts';

type Members = { readonly [key: string]: Json };

/**
 * Replaces MongoDB's wrappers by what Crafter Profile makes of them: ids and binary data become text, dates become epoch milliseconds. The
 * canonical, the relaxed and the older form of one value become the same. A wrapper that Profile cannot have, or whose value is
 * wrong, stays as it is.
 */
export function fromExtendedJson(value: Json): Json {
  if (typeof value !== 'object' || value === null || exactText(value) !== undefined) {
    return value;
  }
  if (isList(value)) {
    return value.map(fromExtendedJson);
  }
  const inner = unwrapped(value);
  return inner === undefined
    ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, fromExtendedJson(each)]))
    : inner;
}

/** Each takes what is in the wrapper, and gives undefined if that is not of its kind. */
const wrappers: { readonly [name: string]: (inner: Json) => Json | undefined } = {
  $oid: (inner) => (typeof inner === 'string' ? inner.toLowerCase() : undefined),
  $numberInt: number,
  $numberLong: number,
  $numberDouble: number,
  $numberDecimal: number,
  $date: date,
  $binary: (inner) => binary(memberOf(inner, 'base64'), memberOf(inner, 'subType')),
  $uuid: text,
  $symbol: text,
};

function unwrapped(value: Members): Json | undefined {
  const [first, ...more] = Object.entries(value);
  if (first === undefined) {
    return undefined;
  }
  const [name, inner] = first;
  if (more.length > 0) {
    return name === '$binary' && more.length === 1 ? binary(inner, value.$type) : undefined;
  }
  // MongoDB's `undefined` is an older word for null.
  return name === '$undefined' ? null : Object.hasOwn(wrappers, name) ? wrappers[name]?.(inner) : undefined;
}

/** Profile writes a number that JSON cannot hold, such as `Infinity`, as text. */
function number(inner: Json): Json | undefined {
  if (typeof inner !== 'string') {
    return undefined;
  }
  if (/^(NaN|-?Infinity)$/.test(inner)) {
    return inner;
  }
  return /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(inner) ? exactNumber(inner) : undefined;
}

function date(inner: Json): Json | undefined {
  if (typeof inner === 'string') {
    return timeOf(inner);
  }
  return typeof inner === 'number' ? inner : number(memberOf(inner, '$numberLong') ?? null);
}

/** Binary data of type 4 is a UUID. */
function binary(base64: Json | undefined, type: Json | undefined): Json | undefined {
  if (typeof base64 !== 'string') {
    return undefined;
  }
  const hex = Buffer.from(base64, 'base64').toString('hex');
  return `${type}` === '04' && hex.length === 32 ? hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-') : base64;
}

function text(inner: Json): Json | undefined {
  return typeof inner === 'string' ? inner : undefined;
}

function memberOf(value: Json, key: string): Json | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object(value)[key] : undefined;
}
