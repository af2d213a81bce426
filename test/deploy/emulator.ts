import { spawn, spawnSync } from 'node:child_process';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import * as z from 'zod/mini';

export type Emulator = {
  url: string;
  /** For whatever talks to it: its endpoint, and no one's credentials. */
  environment: NodeJS.ProcessEnv;
  /** The texts of the mails that were sent to this address, in order. */
  mailsTo(address: string): Promise<readonly string[]>;
  stop(): void;
};

/** By account. */
const sent = z.object({ messages: z.record(z.string(), z.array(z.object({ To: z.array(z.string()), BodyText: z.string() }))) });
const startWithinMilliseconds = 30_000;

/** Whether `ministack`, the emulator from PyPI, can be started here. */
export function isInstalled(): boolean {
  return spawnSync('ministack', ['--help']).status === 0;
}

/** Starts the emulator on loopback; its functions run in this Node. */
export async function startEmulator(): Promise<Emulator> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const environment = {
    ...process.env,
    AWS_ENDPOINT_URL: url,
    AWS_REGION: 'us-east-1',
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    PATH: `${path.dirname(process.execPath)}${path.delimiter}${process.env.PATH}`,
  };
  const own = { GATEWAY_PORT: `${port}`, BIND_HOST: '127.0.0.1', LOG_LEVEL: 'ERROR' };
  const child = spawn('ministack', [], { env: { ...environment, ...own }, stdio: 'ignore' });
  const stop = () => void child.kill();
  process.once('exit', stop);
  const deadline = Date.now() + startWithinMilliseconds;
  while (!(await isReady(url))) {
    if (Date.now() > deadline || child.exitCode !== null) {
      throw new Error('ministack does not start');
    }
    await setTimeout(100);
  }
  return {
    url,
    environment,
    stop,
    mailsTo: async (address) => {
      const response = await fetch(`${url}/_ministack/ses/messages`);
      const all = Object.values(z.parse(sent, await response.json()).messages).flat();
      return all.filter(({ To }) => To.includes(address)).map(({ BodyText }) => BodyText);
    },
  };
}

async function isReady(url: string): Promise<boolean> {
  return fetch(`${url}/_ministack/health`).then(
    ({ ok }) => ok,
    () => false,
  );
}

function freePort(): Promise<number> {
  const server = createServer();
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
