import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod/mini';
import type { LocalUrls } from '#infra/local/local-environment.ts';

/** Holds a file for each local stack that runs from this checkout, named for its process. */
const usualFolder = fileURLToPath(new URL('../../../build/local-stacks', import.meta.url));

const loopbackUrl = z.string().check(z.regex(/^http:\/\/127\.0\.0\.1:\d{1,5}$/));
const noted = z.object({ apiUrl: loopbackUrl, databaseUrl: loopbackUrl, inboxUrl: loopbackUrl });

/** Notes where the stack of this process runs, so that `npm run admin` finds it on any port. The note goes when the process ends. */
export function noteRunningStack({ apiUrl, databaseUrl, inboxUrl }: LocalUrls, folder = usualFolder): void {
  const file = join(folder, `${process.pid}.json`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, `${JSON.stringify({ apiUrl, databaseUrl, inboxUrl })}\n`);
  process.once('exit', () => rmSync(file, { force: true }));
}

/** The stacks that run from this checkout. Notes of processes that were killed are removed. */
export function runningStacks(folder = usualFolder): LocalUrls[] {
  return namesIn(folder).flatMap((name) => {
    const file = join(folder, name);
    const [, pid] = /^(\d+)\.json$/.exec(name) ?? [];
    if (pid === undefined) {
      return [];
    }
    if (!isRunning(Number(pid))) {
      rmSync(file, { force: true });
      return [];
    }
    const urls = read(file);
    return urls === undefined ? [] : [urls];
  });
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function isRunning(pid: number): boolean {
  try {
    // Signal 0 only asks whether there is such a process.
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** A note may be half written, or gone, when it is read. */
function read(file: string): LocalUrls | undefined {
  try {
    return z.safeParse(noted, JSON.parse(readFileSync(file, 'utf8'))).data;
  } catch {
    return undefined;
  }
}
