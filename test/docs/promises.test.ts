import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { contractRows, idsOf, promises } from '#test/promises.ts';

const security = readFileSync('docs/security.md', 'utf8');
const contracts = readFileSync('docs/contracts.md', 'utf8');

test.each<[string, string[]]>([
  ['M6 is refused:', ['M6']],
  ['K12', ['K12']],
  ['F4 (W3) log and metrics', ['F4', 'W3']],
  ['T9, T10 and T11 a cookie', ['T9', 'T10', 'T11']],
  ['A5: the demo', ['A5']],
  ['W1 E2E', ['W1']],
  ['a title', []],
  ['A disabled account', []],
  ['M6is refused', []],
])('the title %j begins with the ids %j', (title, ids) => {
  expect(idsOf(title)).toEqual(ids);
});

describe('docs/security.md', () => {
  const rows = new Map(
    security
      .split('\n')
      .filter((line) => /^\| [A-Z]\d+ \|/.test(line))
      .map((line) => line.split('|').map((cell) => cell.trim()))
      .map(([, id = '', , files = '']) => [id, [...files.matchAll(/`([^`]+)`/g)].map(([, file = '']) => file)]),
  );

  test('names every promise, and no other', () => {
    expect([...rows.keys()]).toEqual(promises);
  });

  test.each(promises)('names files that hold a test of %s', (id) => {
    const files = rows.get(id) ?? [];
    expect(files).not.toEqual([]);
    expect(files.filter((file) => !existsSync(file))).toEqual([]);
    expect(files.filter((file) => !new RegExp(`['"\`(]${id}\\b`).test(readFileSync(file, 'utf8')))).toEqual([]);
  });
});

test('docs/contracts.md has every row', () => {
  const rows = contracts.split('\n').flatMap((line) => /^\| ((?:[PST]|V[FVWR])\d+) \|/.exec(line)?.[1] ?? []);
  expect(rows).toEqual(contractRows);
});
