import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { z } from 'zod';

const packageSchema = z.object({
  version: z.string(),
  scripts: z.record(z.string(), z.string()),
  devDependencies: z.object({ node: z.string() }),
});
const { version, scripts, devDependencies } = packageSchema.parse(JSON.parse(readFileSync('package.json', 'utf8')));

const pages = ['CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md'].map((file) => ({ file, text: readFileSync(file, 'utf8') }));
const found = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, name = '']) => name);

test.each(pages)('$file names files and folders that exist', ({ text }) => {
  const paths = found(text, /`((?:functions|lib|infra|test|docs|\.ci)\/[\w./-]*)`/g);
  const named = [...paths, ...found(text, /\]\((?!https?:)([^)#]+)\)/g)];
  expect(named).not.toEqual([]);
  expect(named.filter((name) => !existsSync(name))).toEqual([]);
});

test('these pages name npm scripts that exist', () => {
  const named = pages.flatMap(({ text }) => found(text, /\bnpm run (?:-s )?([\w:]+)/g));
  expect(named).not.toEqual([]);
  expect(named.filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
});

test('CHANGELOG.md begins with what is unreleased, then the version of package.json', () => {
  const versions = [...readFileSync('CHANGELOG.md', 'utf8').matchAll(/^## \[([^\]]+)\]/gm)].map(([, name]) => name);
  expect(versions.slice(0, 2)).toEqual(['Unreleased', version]);
});

test('.nvmrc, the preflight and the installed Node have one major version', () => {
  const major = readFileSync('.nvmrc', 'utf8').trim();
  expect(devDependencies.node.split('.')[0]).toBe(major);
  expect(readFileSync('infra/preflight.cjs', 'utf8')).toContain(`const oldestNode = ${major};`);
});
