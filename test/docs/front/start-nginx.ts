import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { sendToFront } from './send-to-front.ts';

const program = [process.env.NGINX ?? '', '/usr/sbin/nginx', '/usr/local/sbin/nginx', '/usr/bin/nginx'].find((place) =>
  existsSync(place),
);

/** Why the tests of a real nginx are skipped; null if they run. In CI they must run. */
export const missingNginx =
  program === undefined && process.env.CI !== 'true'
    ? 'skipped, because there is no nginx: install Debian’s package nginx-light or nginx, or set NGINX to one'
    : null;

type Nginx = { port: number; stop(): Promise<void> };

/**
 * nginx takes no port 0. So it gets one below those that the system gives away, and another one if that is in use.
 *
 * @param folder for everything that nginx writes
 * @param http its http block, whose server listens on the port
 */
export async function startNginx(folder: string, http: (port: number) => string): Promise<Nginx> {
  if (program === undefined) {
    throw new Error('no nginx is installed');
  }
  const file = path.join(folder, 'nginx.conf');
  for (let attempts = 1; ; attempts++) {
    const port = 20_000 + Math.floor(Math.random() * 10_000);
    writeFileSync(file, `daemon off; master_process off; pid ${folder}/nginx.pid; error_log stderr; events {} ${http(port)}`);
    const nginx = spawn(program, ['-p', folder, '-c', file, '-e', 'stderr'], { stdio: ['ignore', 'ignore', 'pipe'] });
    const said = text(nginx.stderr);
    if (await isAnswering(nginx, port)) {
      return { port, stop: () => stop(nginx) };
    }
    await stop(nginx);
    if (attempts === 10 || !(await said).includes('Address already in use')) {
      throw new Error(`nginx does not start: ${await said}`);
    }
  }
}

/** False if nginx has ended. */
async function isAnswering(nginx: ChildProcess, port: number): Promise<boolean> {
  while (nginx.exitCode === null && nginx.signalCode === null) {
    const answer = await sendToFront(port, { method: 'GET', path: '/is-answering' }).catch(() => null);
    if (answer !== null) {
      return answer.by === 'product';
    }
  }
  return false;
}

async function stop(nginx: ChildProcess): Promise<void> {
  if (nginx.exitCode === null && nginx.signalCode === null) {
    const ended = once(nginx, 'exit');
    nginx.kill('SIGTERM');
    await ended;
  }
}
