import { expect, test } from '@jest/globals';
import { runAdmin } from '#infra/admin/run-admin.ts';
import { pageOf } from './pages.ts';

/** The names of the commands below these words, from their help. */
async function below(words: readonly string[]): Promise<string[]> {
  let help = '';
  const terminal = { out: (text: string) => (help += text), err: (text: string) => (help += text), isWatched: false };
  await runAdmin([...words, '--help'], terminal);
  const list = /\nCommands:\n((?: {2}.*\n?)+)/.exec(help)?.[1] ?? '';
  return [...list.matchAll(/^ {2}([a-z-]+)/gm)].map(([, name = '']) => name).filter((name) => name !== 'help');
}

async function allCommands(): Promise<string[]> {
  const groups = await below([]);
  const found = await Promise.all(
    groups.map(async (group) => {
      const names = await below([group]);
      return names.length === 0 ? [group] : names.map((name) => `${group} ${name}`);
    }),
  );
  return found.flat();
}

test('the table of commands has every command, and no other', async () => {
  const table = /^\| command \| what it does \|\n([\s\S]*?)\n\n/m.exec(pageOf('docs/operating.md'))?.[1] ?? '';
  const cells = table.split('\n').map((line) => line.split('|')[1] ?? '');
  const named = cells.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name));
  expect(named.toSorted()).toEqual((await allCommands()).toSorted());
});
