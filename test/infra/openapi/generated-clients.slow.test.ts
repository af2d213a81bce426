// It takes seconds because it generates clients from openapi.json, as other people do, and compiles them with their own compilers.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

let folder: string;
beforeAll(() => {
  mkdirSync('build', { recursive: true });
  folder = mkdtempSync(path.resolve('build/clients-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs a program to its end, and gives back what it said if it failed. */
function failureOf(program: string, words: readonly string[], directory = process.cwd()): string {
  const { status, stdout, stderr, error } = spawnSync(program, words, { cwd: directory, encoding: 'utf8' });
  return status === 0 ? '' : `${program} ended with ${status}: ${error?.message ?? ''}${stdout}${stderr}`;
}

/** Compiles every TypeScript file in a folder strictly. */
function compileTypeScript(directory: string): string {
  const options = { strict: true, target: 'es2024', module: 'preserve', lib: ['es2024', 'dom'], noEmit: true, types: [] };
  writeFileSync(path.join(directory, 'tsconfig.json'), JSON.stringify({ compilerOptions: options, include: ['**/*.ts'] }));
  return failureOf(path.resolve('node_modules/.bin/tsc'), ['--project', directory]);
}

describe('openapi-typescript', () => {
  test('generates types that compile, with one kind of body for each call', () => {
    const types = path.join(folder, 'types');
    mkdirSync(types);
    const words = ['openapi.json', '--output', path.join(types, 'schema.ts')];
    expect(failureOf(path.resolve('test/clients/node_modules/.bin/openapi-typescript'), words)).toBe('');
    writeFileSync(
      path.join(types, 'usage.ts'),
      `import type { components, operations } from './schema';
       type Bodies = operations['crafter-profile/change-password']['requestBody'];
       type Content = NonNullable<NonNullable<Bodies>['content']>;
       export const form: Content['application/x-www-form-urlencoded'] = { newPassword: 'x', attributesToReturn: ['firstName'] };
       export const json: Content['application/json'] = form;
       export const update: components['schemas']['trafficOpsLegacyUserUpdate'] = { user: { localPasswd: 'x' } };
      `,
    );
    expect(compileTypeScript(types)).toBe('');
  });
});

// .ci/run fetches the generator and says its version.
const [, version = ''] = /openapi-generator-cli:([\d.]+)/.exec(readFileSync('.ci/run', 'utf8')) ?? [];
const jar = path.join(
  process.env.MAVEN_REPOSITORY ?? path.join(homedir(), '.m2/repository'),
  `org/openapitools/openapi-generator-cli/${version}/openapi-generator-cli-${version}.jar`,
);
const isThere = (program: string, word: string) => spawnSync(program, [word]).status === 0;
const canGenerate = existsSync(jar) && isThere('java', '-version');
const ifGenerator = canGenerate ? describe : describe.skip;

ifGenerator(`openapi-generator ${version} (skipped if Java or its jar is not there)`, () => {
  const generate = (generator: string, ...more: string[]) => {
    const directory = path.join(folder, generator);
    execFileSync('java', ['-jar', jar, 'generate', '-i', 'openapi.json', '-g', generator, '-o', directory, ...more], {
      stdio: 'ignore',
    });
    return directory;
  };

  test('generates a TypeScript client that compiles', () => {
    expect(compileTypeScript(generate('typescript-fetch'))).toBe('');
  });

  const ifPython = isThere('python3', '--version') ? test : test.skip;
  ifPython('generates a Python client that compiles and asks the host that it is given', () => {
    const directory = generate('python');
    expect(failureOf('python3', ['-m', 'compileall', '-q', directory])).toBe('');
    const apis = globSync(path.join(directory, 'openapi_client/api/*_api.py')).map((file) => readFileSync(file, 'utf8'));
    expect(apis.length).toBe(5);
    expect(apis.filter((api) => /_hosts = \[\s*'/.test(api))).toEqual([]);
  });

  const ifGo = isThere('go', 'version') ? test : test.skip;
  ifGo('generates a Go client that compiles and asks the host that it is given', () => {
    const directory = generate('go', '--additional-properties=withGoMod=true');
    expect(failureOf('go', ['build', '.'], directory)).toBe('');
    const configuration = readFileSync(path.join(directory, 'configuration.go'), 'utf8');
    expect(configuration).toMatch(/OperationServers: map\[string\]ServerConfigurations\{\s*\}/);
  });
});
