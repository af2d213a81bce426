/**
 * Runs the shell blocks of the README and of the quick-start pages like a reader who pastes them: each page in one bash, against its own
 * `npm start`. It takes seconds because it proves that a newcomer's first five minutes work: the blocks wait for real mails, hash real
 * passwords and start the command line as a process, and at the end of each page the smoke suite finds the demo unchanged.
 */
import { describe, expect, test } from '@jest/globals';
import { followedPages, shellBlocksOf } from './pages.ts';
import { isPrinted, runBlocks, startFresh } from './run-blocks.ts';

const smoke = 'npm run -s smoke -- http://127.0.0.1:3000 --demo';

describe('Pasted in order into a shell beside a fresh npm start,', () => {
  test.each(followedPages)(
    'the blocks of %s do what the page says, and the smoke suite passes afterwards',
    async (file) => {
      const stack = await startFresh();
      try {
        const blocks = shellBlocksOf(file).filter(({ notRun }) => notRun === null);
        expect(blocks).not.toEqual([]);
        const afterwards = { file, line: 0, script: smoke, notRun: null, prints: null };
        const ran = await runBlocks([...blocks, afterwards], stack);
        const outcomes = [...blocks, afterwards].map((block, index) => {
          const { printed = '', code = Number.NaN } = ran[index] ?? {};
          const expected = block.prints === null ? null : stack.substitute(block.prints);
          const isRight = code === 0 && (expected === null || isPrinted(expected, printed));
          return isRight ? [] : [{ block: `${file}:${block.line}`, code, expected, printed }];
        });
        expect(outcomes.flat()).toEqual([]);
      } finally {
        await stack.stop();
      }
    },
    300_000,
  );
});

test('A block that prints something else than its page says is noticed', () => {
  expect(isPrinted('{"message":"OK"}', '{"message":"OK"}\n')).toBe(true);
  expect(isPrinted('{"a":…,"b":1}\nmore', '{"a":"x","b":1}\r\nmore\n')).toBe(true);
  expect(isPrinted('{"message":"OK"}', '{"message":"Unauthorized"}')).toBe(false);
  expect(isPrinted('{"message":"OK"}', '')).toBe(false);
});
