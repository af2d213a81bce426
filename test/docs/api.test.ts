import { expect, test } from '@jest/globals';
import { routes } from '#lib/routes.ts';
import { pageOf } from './pages.ts';

test('the table of endpoints is the route table', () => {
  const rows = pageOf('docs/api.md')
    .split('\n')
    .filter((line) => /^\| `[\w-]+\/[\w-]+` \|/.test(line));
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
