import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { build } from 'esbuild';
import { packagesIn, shippedPackages } from '#infra/notices/shipped-packages.ts';
import { addNotices, thirdPartyNotices } from '#infra/notices/third-party-notices.ts';

// It bundles every function once more, to learn what is in the bundles.
test('THIRD_PARTY_NOTICES has the licence of everything that is uploaded, and is current: `npm run notices` writes it', async () => {
  const packages = await shippedPackages();
  expect(packages).toEqual(
    expect.arrayContaining(['bcryptjs', 'jose', '@zxcvbn-ts/language-common'].map((name) => `node_modules/${name}`)),
  );
  expect(packages).not.toContain('node_modules/esbuild');
  expect(await readFile('THIRD_PARTY_NOTICES', 'utf8')).toBe(await thirdPartyNotices(packages));
}, 60_000);

test('the notices lie beside the code of each function', async () => {
  const codeDir = await mkdtemp(path.join(tmpdir(), 'rekey-notices-'));
  try {
    await mkdir(path.join(codeDir, 'page/reset-password'), { recursive: true });
    await addNotices(['page/reset-password'], codeDir);
    const copied = await readFile(path.join(codeDir, 'page/reset-password/THIRD_PARTY_NOTICES'), 'utf8');
    expect(copied).toBe(await readFile('THIRD_PARTY_NOTICES', 'utf8'));
  } finally {
    await rm(codeDir, { recursive: true });
  }
});

test('a package that is read counts only if the output holds code of it', () => {
  const inputs = {
    'lib/own.ts': { bytesInOutput: 10 },
    'node_modules/shaken-off/index.js': { bytesInOutput: 0 },
    'node_modules/outer/node_modules/@scope/inner/index.js': { bytesInOutput: 1 },
    'node_modules/outer/lib/index.js': { bytesInOutput: 1 },
  };
  const output = { inputs, bytes: 12, imports: [], exports: [] };
  expect(packagesIn({ outputs: { 'index.mjs': output } })).toEqual([
    'node_modules/outer',
    'node_modules/outer/node_modules/@scope/inner',
  ]);
});

test('the pages give browsers no code of any package', async () => {
  const entryPoints = ['lib/page/browser/reset-password.ts', 'lib/page/browser/page.css'];
  const { metafile } = await build({ entryPoints, bundle: true, write: false, metafile: true, outdir: 'build' });
  expect(packagesIn(metafile)).toEqual([]);
});
