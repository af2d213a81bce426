import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { routes } from '#lib/routes.ts';

const readme = readFileSync('README.md', 'utf8');

test('the README’s table of endpoints is the route table', () => {
  const rows = readme.split('\n').filter((line) => /^\| `[\w-]+\/[\w-]+` \|/.test(line));
  const cells = rows.map((row) => row.split('|').map((cell) => cell.trim()));
  const described = cells.map(([, id, call, , summary]) => ({ id, call, summary }));
  const declared = routes.map(({ id, method, paths, summary }) => ({
    id: `\`${id}\``,
    call: `\`${method} ${paths[0]}\``,
    summary,
  }));
  expect(described).toHaveLength(declared.length);
  expect(described).toEqual(expect.arrayContaining(declared));
});

test('the README names every setting, and no other', () => {
  const source = readFileSync('lib/settings/settings.ts', 'utf8');
  const settings = (text: string) => new Set(text.match(/REKEY_[A-Z_]+/g));
  // Set by the stack and by the local stack alone.
  const internal = /_TABLE$|_CONFIGURATION_SET$|_DEMO$|_LOG$/;
  expect(settings(readme)).toEqual(new Set([...settings(source)].filter((name) => !internal.test(name))));
});
