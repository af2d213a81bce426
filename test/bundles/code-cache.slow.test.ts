// It takes seconds because it makes real code caches and starts a new Node for each case.
import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { bundle } from '#infra/bundle/bundle.ts';
import { parseSettings, SettingsError } from '#lib/settings/settings.ts';
import { eventOf } from '#test/golden/send-event.ts';
import { callsOfPages } from '#test/page/calls-of-pages.ts';

const id = 'page/reset-password';
const here = process.arch === 'x64' ? 'x86_64' : 'arm64';
const elsewhere = here === 'arm64' ? 'x86_64' : 'arm64';
const withCache = { settings: parseSettings({}), codeCache: process.execPath, architecture: here } as const;
const run = promisify(execFile);

const good = eventOf(callsOfPages[id], 1);
type Case = { flags?: readonly string[]; from?: string; variables?: { [name: string]: string } };

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'rekey-code-cache-'));
  await bundle([id], folder, withCache);
}, 60_000);
afterAll(() => rm(folder, { recursive: true }));

/** Sends one request to the function in a new process. Returns its answer and the line about the code cache. */
async function firstRequest({ flags = [], from = folder, variables = {} }: Case = {}) {
  const script = `
    const { handler } = await import(${JSON.stringify(pathToFileURL(path.join(from, id, 'index.mjs')).href)});
    const answer = await handler(${JSON.stringify(good)}, { awsRequestId: 'one' });
    console.log(JSON.stringify(answer));`;
  const { stdout, stderr } = await run(process.execPath, [...flags, '--input-type=module', '--eval', script], {
    env: { ...process.env, REKEY_LOG: 'all', ...variables },
  });
  const lines = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  return { report: lines[0], lines, answer: lines.at(-1), stderr };
}

test('V8 takes the cache, and the function answers as without one', async () => {
  const { report, answer, stderr } = await firstRequest();
  expect(report).toMatchObject({ level: 'INFO', codeCache: 'accepted', codeCacheAccepted: 1 });
  expect(answer).toMatchObject({ statusCode: 200 });
  // The sentences of each language are in a file of their own, which the code loads when it needs it.
  expect(answer.body).toContain('<html lang="de"');
  expect(stderr).toBe('');
});

test('if V8 rejects the cache, for example because of its flags, the function answers all the same and says so', async () => {
  const { report, answer } = await firstRequest({ flags: ['--stack-size=900'] });
  expect(report).toMatchObject({ level: 'WARN', codeCache: 'rejected', codeCacheAccepted: 0 });
  expect(report.flags).toContain('--stack-size=900');
  expect(answer).toMatchObject({ statusCode: 200 });
});

test('the flags that Lambda makes from a function’s memory change nothing', async () => {
  const { report } = await firstRequest({ flags: ['--max-old-space-size=921', '--max-semi-space-size=51'] });
  expect(report).toMatchObject({ codeCache: 'accepted' });
});

test('a cache of another release of Node.js is not even offered to V8', async () => {
  const copy = path.join(folder, 'other');
  await cp(path.join(folder, id), path.join(copy, id), { recursive: true });
  const [cache = ''] = (await readdir(path.join(copy, id))).filter((file) => file.endsWith('.cache'));
  expect(cache).toContain(`.${process.version}-${process.arch}.`);
  await rename(path.join(copy, id, cache), path.join(copy, id, cache.replace(process.version, 'v24.0.0')));
  const { report, answer } = await firstRequest({ from: copy });
  expect(report).toMatchObject({ level: 'WARN', codeCache: 'absent', codeCacheAccepted: 0, node: process.version });
  expect(answer).toMatchObject({ statusCode: 200 });
});

test('the log of a failure says where in the code it was', async () => {
  const { lines, answer } = await firstRequest({ variables: { REKEY_LANGUAGE: 'none' } });
  expect(answer).toMatchObject({ statusCode: 500 });
  expect(lines.map(({ at = '' }) => at).join('')).toMatch(/code-[0-9a-f]{12}\.cjs:\d+:\d+/);
});

test('a deployment stops if the cache would be for another processor, or if there is no such Node.js', async () => {
  const made = (options: object) => bundle([id], path.join(folder, 'refused'), { ...withCache, ...options });
  await expect(made({ architecture: elsewhere })).rejects.toThrow(/V8 would reject the cache/);
  await expect(made({ codeCache: 'no-such-node' })).rejects.toThrow(SettingsError);
}, 30_000);
