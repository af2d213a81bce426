import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { buildFilter } from '#infra/bundle/breached/build-filter.ts';
import { faultOfList, readDigests } from '#infra/bundle/breached/read-digests.ts';
import { holdsPassword } from '#lib/passwords/breach-filter.ts';

const folder = mkdtempSync(join(tmpdir(), 'rekey-'));
afterAll(() => rmSync(folder, { recursive: true }));

function listOf(content: string): string {
  const file = join(folder, 'list.txt');
  writeFileSync(file, content);
  return file;
}

const sha1Of = (password: string) => createHash('sha1').update(password).digest('hex');

describe('W1 the filter of breached passwords', () => {
  test.each([1, 2, 3, 100, 20_000])('holds every one of %i passwords, and few others by accident', (count) => {
    const digests = Array.from({ length: count }, (_, index) => createHash('sha1').update(`stolen ${index}`).digest());
    const filter = buildFilter(digests);
    expect(filter.length).toBeLessThanOrEqual(1.24 * count + 110);
    const missed = Array.from({ length: count }, (_, index) => `stolen ${index}`).filter((each) => !holdsPassword(filter, each));
    expect(missed).toEqual([]);
    const accidents = Array.from({ length: 20_000 }, (_, index) => `other ${index}`).filter((each) =>
      holdsPassword(filter, each),
    );
    // One of 256 is 78. The passwords are always the same, so this does not depend on chance.
    expect(accidents.length).toBeLessThan(120);
  });

  test('comes from lines of passwords, of SHA-1, and of SHA-1 with a count, each once', () => {
    const file = listOf(
      `tr0ub4dor&3\r\n${sha1Of('one').toUpperCase()}:42\n${sha1Of('two')}\n${sha1Of('tr0ub4dor&3')}\n\npa\u0308ss`,
    );
    expect(readDigests(file).map((digest) => digest.toString('hex'))).toEqual(['tr0ub4dor&3', 'one', 'two', 'päss'].map(sha1Of));
  });

  test('a list that cannot be used is refused with its name', () => {
    expect(faultOfList('no/such/list.txt')).toBe('breachedPasswords: there is no file no/such/list.txt');
    expect(faultOfList(folder)).toBe(`breachedPasswords: there is no file ${folder}`);
    expect(faultOfList(listOf('x'))).toBeNull();
    expect(faultOfList('ranked')).toBeNull();
    const empty = listOf('\n\n');
    expect(() => readDigests(empty)).toThrow(`${empty} has 0 passwords`);
  });
});
