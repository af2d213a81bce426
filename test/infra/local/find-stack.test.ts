import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { findStack } from '#infra/local/running/find-stack.ts';
import { noteRunningStack, runningStacks } from '#infra/local/running/running-stacks.ts';

const folder = join(mkdtempSync(join(tmpdir(), 'rekey-')), 'stacks');

afterAll(() => rmSync(folder, { recursive: true }));

const stackOn = (port: number) => ({
  apiUrl: `http://127.0.0.1:${port}`,
  databaseUrl: `http://127.0.0.1:${port + 1}`,
  inboxUrl: `http://127.0.0.1:${port + 2}`,
});
const usual = { apiUrl: 'http://127.0.0.1:3000', databaseUrl: 'http://127.0.0.1:8000', inboxUrl: 'http://127.0.0.1:8005' };

test('the one stack that runs is found on its ports', () => {
  expect(findStack({}, [stackOn(41_000)])).toEqual(stackOn(41_000));
  expect(findStack({}, [])).toEqual(usual);
});

test('of several stacks, one that has the given port counts, else the usual ports', () => {
  const running = [stackOn(41_000), stackOn(42_000)];
  expect(findStack({ PORT: '42000' }, running)).toEqual(stackOn(42_000));
  expect(findStack({}, running)).toEqual(usual);
});

test('a given port wins over what runs', () => {
  expect(findStack({ INBOX_PORT: '1' }, [stackOn(41_000)])).toEqual({ ...usual, inboxUrl: 'http://127.0.0.1:1' });
  expect(findStack({ PORT: '' }, [stackOn(41_000)])).toEqual(stackOn(41_000));
});

test('a running stack is noted, and the note of a process that is gone is removed', () => {
  expect(runningStacks(folder)).toEqual([]);
  const withMore = { ...stackOn(41_000), settings: 'only the URLs are noted' };
  noteRunningStack(withMore, folder);
  const [name = ''] = readdirSync(folder);
  // No process can have this id.
  const stale = join(folder, '4194305.json');
  writeFileSync(stale, JSON.stringify(stackOn(42_000)));

  expect(runningStacks(folder)).toEqual([stackOn(41_000)]);
  expect(JSON.parse(readFileSync(join(folder, name), 'utf8'))).toEqual(stackOn(41_000));
  expect(existsSync(stale)).toBe(false);
});

test('a note that leads elsewhere, or is cut, counts for nothing', () => {
  const file = join(folder, `${process.pid}.json`);
  for (const text of [JSON.stringify({ ...stackOn(41_000), apiUrl: 'https://evil.example' }), '{"apiUrl":"http', '[]']) {
    writeFileSync(file, text);
    expect(runningStacks(folder)).toEqual([]);
  }
});
