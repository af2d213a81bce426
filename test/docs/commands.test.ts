import { expect, test } from '@jest/globals';
import { runAdmin } from '#infra/admin/run-admin.ts';
import { pages, shellBlocksOf } from './pages.ts';

type Line = { file: string; line: string };

/** Every line of the operator's command that a page shows, in a shell block or in a sentence, without the stack that it works on. */
const lines: readonly Line[] = [...pages].flatMap(([file, text]) => {
  const sentences = text.replace(/^( *)```[\s\S]*?^\1```$/gm, '');
  const quoted = [...sentences.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code.replace(/\s+/g, ' '));
  const pasted = shellBlocksOf(file).flatMap(({ script }) => script.split('\n'));
  return [...quoted, ...pasted].flatMap((code) => {
    const line =
      /(?:npm run (?:-s )?admin -- |^admin )([^#|…)]+)/
        .exec(code)?.[1]
        ?.replace(/--(?:stack|env) \S+/, '')
        .trim() ?? '';
    return line === '' || line === '--help' || line.startsWith('"$@"') ? [] : [{ file, line }];
  });
});

async function helpFor(words: readonly string[]): Promise<string> {
  let help = '';
  const terminal = { out: (text: string) => (help += text), err: (text: string) => (help += text), isWatched: false };
  await runAdmin([...words, '--help'], terminal);
  return help;
}

/** The command itself, without its arguments: `resets send` of `resets send traffic-ops test`. */
async function commandOf(line: string): Promise<string[]> {
  const [group = '', ...others] = line.split(' ').filter((word) => word !== '' && !word.startsWith('--'));
  const isGroup = (await helpFor([group])).includes('\nCommands:');
  return isGroup ? [group, ...others.slice(0, 1)] : [group];
}

test('the pages show the operator’s command', () => {
  expect(lines.length).toBeGreaterThan(20);
});

test.each(lines)('$file names a command and options that exist: $line', async ({ line }) => {
  const words = await commandOf(line);
  const help = await helpFor(words);
  expect(help).toContain(`Usage: npm run admin -- ${words.join(' ')} `);
  const options = line.match(/--[a-z-]+/g) ?? [];
  expect(options.filter((option) => !help.includes(option))).toEqual([]);
});
