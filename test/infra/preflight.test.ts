import { spawnSync } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { transformSync } from 'esbuild';
import { z } from 'zod';

const platform = `${process.platform}-${process.arch}`;
const silence = { status: 0, stdout: '', stderr: '' };
let project: string;

beforeEach(async () => {
  project = await mkdtemp(path.join(tmpdir(), 'rekey-preflight-'));
  await put('infra/preflight.cjs');
  await copyFile('infra/preflight.cjs', path.join(project, 'infra/preflight.cjs'));
});
afterEach(() => rm(project, { recursive: true }));

/** A file of the project, with its folder. */
async function put(file: string, contents = ''): Promise<void> {
  await mkdir(path.dirname(path.join(project, file)), { recursive: true });
  await writeFile(path.join(project, file), contents);
}

async function install(...packages: string[]): Promise<void> {
  for (const name of packages) {
    await put(`node_modules/${name}/package.json`, '{}');
  }
}

function preflight(...options: string[]) {
  return run(...options, 'infra/preflight.cjs');
}

function run(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: project, encoding: 'utf8' });
  return { status, stdout, stderr };
}

describe('The preflight', () => {
  test('lets a complete installation pass without a word', async () => {
    await install(`@esbuild/${platform}`, `@swc/core-${platform}-gnu`);
    expect(preflight()).toEqual(silence);
  });

  test('asks for an installation if there is none', () => {
    expect(preflight()).toEqual({ ...silence, status: 1, stderr: 'Rekey’s packages are not installed. Run: npm ci\n' });
  });

  test.each(['v6.17.1', 'v18.20.8', 'v22.23.3', 'v23.11.1'])(
    'refuses Node %s in one line that says what to do',
    async (version) => {
      await install(`@esbuild/${platform}`, `@swc/core-${platform}`);
      await put('other-node.cjs', `Object.defineProperty(process, 'version', { value: '${version}' });`);
      const stderr = `Rekey needs Node 24 or newer, but this is Node ${version.slice(1)}. To install Node 24 in node_modules, run: npm ci --include=dev --ignore-scripts=false\n`;
      expect(preflight('-r', './other-node.cjs')).toEqual({ ...silence, status: 1, stderr });
    },
  );

  test('accepts a newer Node', async () => {
    await install(`@esbuild/${platform}`, `@swc/core-${platform}`);
    await put('other-node.cjs', `Object.defineProperty(process, 'version', { value: 'v26.0.0' });`);
    expect(preflight('-r', './other-node.cjs')).toEqual(silence);
  });

  test.each([
    ['esbuild', `@swc/core-${platform}`],
    ['swc', `@esbuild/${platform}`],
  ])('refuses an installation in which %s has no binary', async (tool, installed) => {
    await install(installed);
    const stderr = `${tool} does not work on ${platform}. To install it again, run: npm ci --include=dev --include=optional\n`;
    expect(preflight()).toEqual({ ...silence, status: 1, stderr });
  });

  test('accepts tools that work without the usual binary', async () => {
    await put('node_modules/esbuild/index.js', 'exports.transformSync = () => {};');
    await put('node_modules/@swc/core/index.js');
    expect(preflight()).toEqual(silence);
  });
});

test('The preflight lets Node keep the compiled code of the command for the next one, and an unwritable folder harms nothing', async () => {
  await install(`@esbuild/${platform}`, `@swc/core-${platform}`);
  await put('command.ts', 'const answer: number = 42; console.log(answer);');
  const answered = { ...silence, stdout: '42\n' };
  expect(run('-r', './infra/preflight.cjs', 'command.ts')).toEqual(answered);
  const [forThisNode = 'none'] = await readdir(path.join(project, 'build/compiled'));
  await expect(readdir(path.join(project, 'build/compiled', forThisNode))).resolves.not.toEqual([]);

  await rm(path.join(project, 'build'), { recursive: true });
  await put('build');
  expect(run('-r', './infra/preflight.cjs', 'command.ts')).toEqual(answered);
});

test('The preflight is JavaScript that old Nodes understand', async () => {
  const source = await readFile('infra/preflight.cjs', 'utf8');
  const written = (target: string) => transformSync(source, { target }).code;
  expect(written('es2015')).toBe(written('esnext'));
  expect(source).not.toMatch(/require\('node:/);
});

test('npm runs the preflight before it starts, tests, checks or administers', async () => {
  const schema = z.object({ scripts: z.record(z.string(), z.string()) });
  const { scripts } = schema.parse(JSON.parse(await readFile('package.json', 'utf8')));
  expect([scripts.pretest, scripts.precheck]).toEqual(['node infra/preflight.cjs', 'node infra/preflight.cjs']);
  for (const script of [scripts.start, scripts.admin]) {
    expect(script).toMatch(/^node -r \.\/infra\/preflight\.cjs /);
  }
});
