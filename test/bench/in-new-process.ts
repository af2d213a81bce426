import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { transform } from 'esbuild';

const run = promisify(execFile);
const folder = 'test/bench';
const stripped = new Map<string, Promise<string>>();

/** Runs a script of this folder in a new process, with some variables changed. Returns the JSON in the last line that it prints. */
export async function inNewProcess(
  script: string,
  variables: { [name: string]: string },
  ...parameters: readonly string[]
): Promise<ReturnType<typeof JSON.parse>> {
  const file = stripped.get(script) ?? withoutTypes(script);
  stripped.set(script, file);
  const { stdout } = await run(process.execPath, [await file, ...parameters], {
    env: { ...process.env, ...variables },
    maxBuffer: 64 * 1024 * 1024,
  });
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
}

/** A script that imports nothing loses its types here, once. To do that, each process would load a compiler, which takes longer than most imports do. */
async function withoutTypes(script: string): Promise<string> {
  const file = path.join(folder, `${script}.ts`);
  const source = await readFile(file, 'utf8');
  if (/^import /m.test(source)) {
    return file;
  }
  const plain = path.join('build', folder, `${script}.mjs`);
  await mkdir(path.dirname(plain), { recursive: true });
  await writeFile(plain, (await transform(source, { loader: 'ts', format: 'esm', target: 'esnext' })).code);
  return plain;
}
