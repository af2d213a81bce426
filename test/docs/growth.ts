/** The tables of docs/growth.md are those that `npm run growth` prints. Part of the stack's tests, which have made the templates. */
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { growthTables, oneProduct } from '#test/bench/growth/growth-tables.ts';
import { synthesise } from '#test/infra/stack/template.ts';

test('docs/growth.md has the tables that npm run growth derives from the template', () => {
  const tables = growthTables(synthesise(), synthesise(oneProduct));
  const documented = readFileSync('docs/growth.md', 'utf8').split('\n');
  expect(documented.filter((line) => line.startsWith('|'))).toEqual(tables.filter((line) => line !== ''));
});
