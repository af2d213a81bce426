import { spawn } from 'node:child_process';
import { createWriteStream, globSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';

/**
 * Starts an empty Crafter Profile. It stops by itself when this process ends.
 *
 * @throws {Error} if it does not start
 */
export async function startProfile(java: string, libraries: string): Promise<{ url: string; stop(): void }> {
  const folder = path.resolve('build/real-profile/run');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(path.join(folder, 'webapps'), { recursive: true });
  const log = path.join(folder, 'log.txt');
  const [war = ''] = globSync(path.join(libraries, 'crafter-profile-*.war'));
  const opened = ['java.lang', 'java.util'].map((name) => `--add-opens=java.base/${name}=ALL-UNNAMED`);
  const words = ['-Xmx384m', ...opened, '-cp', `${folder}:${libraries}/*`];
  const child = spawn(java, [...words, 'test/upstream/real-profile/RunProfile.java', war, folder]);
  child.stderr.pipe(createWriteStream(log));
  for await (const line of createInterface(child.stdout)) {
    if (line.startsWith('http://')) {
      // Otherwise the server would wait when nobody reads what it prints.
      child.stdout.resume();
      return { url: line, stop: () => child.stdin.end() };
    }
  }
  throw new Error(`Crafter Profile did not start. ${log} says why.`);
}
