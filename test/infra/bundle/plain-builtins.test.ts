import { expect, test } from '@jest/globals';
import { build } from 'esbuild';
import { plainBuiltins } from '#infra/bundle/plain-builtins.ts';

async function bundled(contents: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents, loader: 'ts', resolveDir: import.meta.dirname },
    bundle: true,
    format: 'esm',
    platform: 'node',
    write: false,
    plugins: [plainBuiltins],
  });
  return outputFiles.map(({ text }) => text).join('');
}

async function valuesOf(contents: string): Promise<{ [name: string]: unknown }> {
  return import(`data:text/javascript,${encodeURIComponent(await bundled(contents))}`);
}

test('a bundle reads those exports of Node’s modules that its code names, and no others', async () => {
  const code = await bundled(`import { createHash } from 'node:crypto'; export const made = createHash('sha256');`);
  expect(code).toContain(`read("createHash")`);
  expect(code.match(/read\("/g)).toHaveLength(1);
  expect(code).not.toMatch(/^import |__toESM|__copyProps/m);
});

test('the client for products’ own servers reads no export that loads undici', async () => {
  const code = await bundled(`export { httpClient } from '#lib/upstream/http-client.ts';`);
  expect(code).toContain('answerMilliseconds');
  expect(code).not.toMatch(/read\d*\("(WebSocket|CloseEvent|MessageEvent)"\)/);
});

test.each([
  ['a name', `import { sep } from 'node:path'; export const value = sep;`],
  ['the default', `import path from 'node:path'; export const value = path.sep;`],
  ['all of it', `import * as path from 'node:path'; export const value = path.sep;`],
  ['an import() ', `export const value = (await import('node:path')).sep;`],
  ['a require()', `export const value = require('node:path').sep;`],
  ['a name without its prefix', `import { sep } from 'path'; export const value = sep;`],
])('code gets %s', async (_, contents) => {
  expect((await valuesOf(contents)).value).toBe('/');
});
