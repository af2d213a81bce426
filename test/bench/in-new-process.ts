import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Runs a script of this folder in a new process, with some variables changed. Returns the JSON in the last line that it prints. */
export async function inNewProcess(
  script: string,
  variables: { [name: string]: string },
  ...parameters: readonly string[]
): Promise<ReturnType<typeof JSON.parse>> {
  const { stdout } = await run(process.execPath, [`test/bench/${script}.ts`, ...parameters], {
    env: { ...process.env, ...variables },
    maxBuffer: 64 * 1024 * 1024,
  });
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
}
