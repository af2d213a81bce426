import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import * as z from 'zod/mini';

// What client generators cannot read. `generated-clients.slow.test.ts` runs some of them.

const json: unknown = JSON.parse(readFileSync('openapi.json', 'utf8'));

/** Every object in the document with its place. */
function objectsIn(value: unknown, place: readonly string[] = []): { place: readonly string[]; value: object }[] {
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  return [{ place, value }, ...Object.entries(value).flatMap(([key, one]) => objectsIn(one, [...place, key]))];
}

const isExample = (place: readonly string[]) => place.includes('examples') || place.includes('example');
const objects = objectsIn(json).filter(({ place }) => !isExample(place));
const placesOf = (isFault: (value: object, place: readonly string[]) => boolean) =>
  objects.filter(({ value, place }) => isFault(value, place)).map(({ place }) => place.join(' '));

test('only the document itself names servers, because generated clients send to the servers of a path', () => {
  expect(placesOf((value, place) => place.length > 0 && 'servers' in value)).toEqual([]);
});

test('no type is a choice, except of null, because Java and TypeScript have no such type', () => {
  const types = z.object({ type: z.array(z.string()) });
  const hasChoice = (value: object) => {
    const { data } = z.safeParse(types, value);
    return data !== undefined && data.type.filter((type) => type !== 'null').length > 1;
  };
  expect(placesOf(hasChoice)).toEqual([]);
});

test('every constant and every choice of values has a type', () => {
  const isName = (place: readonly string[]) => place.at(-1) === 'properties' || place.at(-1) === 'variables';
  expect(placesOf((value, place) => !isName(place) && ('const' in value || 'enum' in value) && !('type' in value))).toEqual([]);
});

test('the body of a request or an answer is a component, because generators make up clashing names for others', () => {
  const isBody = (place: readonly string[]) => place.at(-1) === 'schema' && place.includes('content');
  const isInline = (value: object) => !('$ref' in value) && (!('type' in value) || value.type !== 'string');
  expect(placesOf((value, place) => isBody(place) && isInline(value))).toEqual([]);
});
