import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from '@jest/globals';

const files = {
  'top.mjs': "import { middle } from './middle.mjs'; import { aside } from './aside.mjs'; export const top = [middle, aside];",
  'middle.mjs': "import { bottom } from './bottom.mjs'; export const middle = bottom;",
  'bottom.mjs': "export const bottom = 'old';",
  'aside.mjs': 'export const aside = ++globalThis.asides;',
};

/** Runs in a process of its own, because Jest loads modules itself. */
const script = (folder: string, module: string) => `
  import { writeFileSync } from 'node:fs';
  globalThis.asides = 0;
  const { watchImports } = await import(${JSON.stringify(module)});
  const root = ${JSON.stringify(`${pathToFileURL(folder).href}/`)};
  const versions = watchImports(root);
  const first = await import(root + 'top.mjs');
  writeFileSync(new URL('bottom.mjs', root), "export const bottom = 'new';");
  const changed = [...versions.change([root + 'bottom.mjs', root + 'unknown.mjs'])];
  const again = await import(versions.current(root + 'top.mjs'));
  console.log(JSON.stringify({ first: first.top, again: again.top, changed: changed.map((url) => url.slice(root.length)) }));
`;

test('a change loads the module and its importers again, and leaves the others and the former code as they are', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rekey-'));
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(join(folder, name), text);
  }
  const module = pathToFileURL('infra/local/reload/module-versions.ts').href;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script(folder, module)], {
    encoding: 'utf8',
  });
  rmSync(folder, { recursive: true });

  expect([stderr, JSON.parse(stdout)]).toEqual([
    '',
    { first: ['old', 1], again: ['new', 1], changed: ['bottom.mjs', 'middle.mjs', 'top.mjs'] },
  ]);
});
