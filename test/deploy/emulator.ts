import { spawn, spawnSync } from 'node:child_process';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import * as z from 'zod/mini';

export type Emulator = {
  url: string;
  /** The environment for a process that talks to the emulator: its endpoint and made-up credentials. */
  environment: NodeJS.ProcessEnv;
  /** Returns the texts of the mails to this address, in the order in which they were sent. */
  mailsTo(address: string): Promise<readonly string[]>;
  stop(): void;
};

/** The emulator lists its messages by account. */
const sent = z.object({ messages: z.record(z.string(), z.array(z.object({ To: z.array(z.string()), BodyText: z.string() }))) });
const startWithinMilliseconds = 30_000;

/** Whether `ministack`, an emulator from PyPI, is installed. */
export function isInstalled(): boolean {
  return spawnSync('ministack', ['--help']).status === 0;
}

/** Starts the emulator on loopback. It runs the functions with this version of Node. */
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
    if (child.exitCode !== null) {
      throw new Error(`ministack ended with ${child.exitCode}`);
    }
    if (Date.now() > deadline) {
      throw new Error('ministack did not start within 30 seconds');
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
