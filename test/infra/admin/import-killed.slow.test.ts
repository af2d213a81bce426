import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { scanAccounts } from '#lib/dynamo/operator/scan-accounts.ts';
import { importBench, studioRow } from './import-bench.ts';
import { runWords } from './run-words.ts';

// It imports 1200 lines, so that the process is still busy when it is killed.
const bench = importBench();
const { badLines, path } = bench;

test('an import that is killed resumes when it is run again, and loses no line', async () => {
  const rows = Array.from({ length: 1200 }, (_, index) => ({ ...studioRow(), username: `crowd${index}` }));
  const text = rows.map((row, index) => (index % 300 === 150 ? 'bad' : JSON.stringify(row))).join('\n');
  await writeFile(path(), text);
  const progress = `${path()}.progress.json`;
  const reached = async () => (existsSync(progress) ? JSON.parse(await readFile(progress, 'utf8')).line : 0);

  const words = ['infra/admin/admin.ts', 'accounts', 'import', path(), '--realm', 'crafter-studio'];
  const child = spawn(process.execPath, words, { stdio: 'ignore', env: { ...process.env } });
  const exit = once(child, 'exit');
  while ((await reached()) < 300 && child.exitCode === null) {
    await setTimeout(5);
  }
  child.kill('SIGKILL');
  expect(await exit).toEqual([null, 'SIGKILL']);
  const line = await reached();
  expect(line).toBeGreaterThanOrEqual(300);
  expect(line).toBeLessThan(1200);

  const before = bench.writes();
  const { code, out, err } = await runWords([...words.slice(1), '--json']);
  expect(err).toContain(`Resuming after line ${line}.`);
  expect({ code, ...JSON.parse(out) }).toMatchObject({ code: 2, lines: 1200, bad: 4 });
  expect(bench.writes() - before).toBeLessThanOrEqual(1200 - line);
  expect((await badLines()).map((bad) => bad.line)).toEqual([151, 451, 751, 1051]);
  expect(existsSync(progress)).toBe(false);

  let count = 0;
  for await (const { id } of scanAccounts(bench.database().settings, { realms: ['crafter-studio'] })) {
    if (id.startsWith('crowd')) {
      count++;
    }
  }
  expect(count).toBe(1196);
});
