import { open } from 'node:fs/promises';
import { AdminError } from '#infra/admin/admin-error.ts';

const headBytes = 65_536;

/** The likely forms of a file that is not JSON Lines in UTF-8, and the commands that convert it. The message names the first form that matches. */
const otherForms: readonly { matches(head: Buffer, text: string): boolean; is: string; command(path: string): string }[] = [
  { matches: (head) => head[0] === 0x1f && head[1] === 0x8b, is: 'compressed', command: (path) => `gunzip -c ${path}` },
  {
    matches: (head) => ['fffe', 'feff'].includes(head.toString('hex', 0, 2)),
    is: 'in UTF-16 and not in UTF-8',
    command: (path) => `iconv -f UTF-16 -t UTF-8 ${path}`,
  },
  {
    matches: (head) => head[1] === 0,
    is: 'in UTF-16LE and not in UTF-8',
    command: (path) => `iconv -f UTF-16LE -t UTF-8 ${path}`,
  },
  {
    matches: (head) => head[0] === 0,
    is: 'in UTF-16BE and not in UTF-8',
    command: (path) => `iconv -f UTF-16BE -t UTF-8 ${path}`,
  },
  {
    matches: (_, text) => text.startsWith('['),
    is: 'one JSON array and not one object a line',
    command: (path) => `jq -c '.[]' ${path}`,
  },
  {
    matches: (_, text) => /^\{\s*"(response|alerts|summary)"\s*:/.test(text),
    is: 'the whole answer of the API and not one account a line',
    command: (path) => `jq -c '.response[]' ${path}`,
  },
  {
    matches: (_, text) => /^\{(?:[^\n}]*,)?[ \t\r]*\n/.test(text),
    is: 'written with each object on several lines and not on one',
    command: (path) => `jq -c . ${path}`,
  },
];

/**
 * Tells by its beginning that a file is not JSON Lines in UTF-8.
 *
 * @throws {AdminError} with the command that converts the file
 */
export async function refuseOtherForms(path: string): Promise<void> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0);
    const head = buffer.subarray(0, bytesRead);
    // `trimStart` removes a byte order mark, too.
    const text = head.toString('utf8').trimStart();
    const form = otherForms.find(({ matches }) => matches(head, text));
    if (form !== undefined) {
      throw new AdminError(`${path} is ${form.is}. Import what this prints: ${form.command(path)}`);
    }
  } finally {
    await file.close();
  }
}
