import { exactText, isStorableNumber } from '#lib/dynamo/exact-number.ts';
import type { Json } from '#lib/reset/ports.ts';

/** DynamoDB takes 32 levels. One of them is `details`. */
const mostLevels = 31;

/** In bytes. A DynamoDB item holds 400 KB, and an account has more than attributes. */
const longestAttributes = 300_000;

type Attributes = { readonly [name: string]: Json };

/** The attributes that DynamoDB can store, and a sentence for each of the others. A sentence never contains a value. */
export function storableAttributes(all: Attributes): { attributes: Attributes; leftOut: readonly string[] } {
  const kept: [name: string, value: Json, bytes: number][] = [];
  const leftOut: string[] = [];
  for (const [name, value] of Object.entries(all)) {
    const obstacle = obstacleIn({ [name]: value }, 0);
    if (obstacle === undefined) {
      kept.push([name, value, Buffer.byteLength(JSON.stringify([name, value]))]);
    } else {
      leftOut.push(`attributes.${name} is left out: ${obstacle}`);
    }
  }
  let total = kept.reduce((sum, [, , bytes]) => sum + bytes, 0);
  const tooLong = new Set<string>();
  for (const [name, , bytes] of kept.toSorted(([, , one], [, , other]) => other - one)) {
    if (total > longestAttributes) {
      total -= bytes;
      tooLong.add(name);
      leftOut.push(`attributes.${name} is left out: the attributes are longer than ${longestAttributes} bytes together`);
    }
  }
  const attributes = Object.fromEntries(kept.filter(([name]) => !tooLong.has(name)).map(([name, value]) => [name, value]));
  return { attributes, leftOut };
}

function obstacleIn(value: Json, levels: number): string | undefined {
  const digits = exactText(value) ?? (typeof value === 'number' ? String(value) : undefined);
  if (digits !== undefined) {
    return isStorableNumber(digits)
      ? undefined
      : 'DynamoDB does not store a number with more than 38 digits, or one that is this large or small';
  }
  if (typeof value !== 'object' || value === null) {
    return undefined;
  }
  if (levels === mostLevels) {
    return `it is nested more than ${mostLevels - 1} levels deep`;
  }
  for (const [key, each] of Object.entries(value)) {
    // AWS's client loses it.
    const obstacle = key === '__proto__' ? 'a key named __proto__ cannot be stored' : obstacleIn(each, levels + 1);
    if (obstacle !== undefined) {
      return obstacle;
    }
  }
  return undefined;
}
