import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { ShellBlock } from './pages.ts';

type Environment = { readonly [name: string]: string | undefined };

/** A running `npm start`, and what a shell needs to reach it. */
export type Started = { environment: Environment; substitute(script: string): string; stop(): Promise<void> };

/** What a block printed, and the exit code of its last command. */
export type Ran = { printed: string; code: number };

/**
 * Starts the local stack with the command of `npm start`, on free ports, because other tests may have taken the usual ones. A script is
 * then run unchanged, except for its ports: 3000, 8000 and 8005 on 127.0.0.1 are replaced by those of this stack.
 */
export async function startFresh(): Promise<Started> {
  const clean = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(REKEY_|AWS_|JEST_|NODE_)/.test(name)));
  const child = spawn(process.execPath, ['infra/local/start.ts'], {
    env: { ...clean, PORT: '0', DYNAMO_PORT: '0', INBOX_PORT: '0' },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const ports = await portsOf(child);
  return {
    environment: { ...clean, ...ports },
    substitute: (script) =>
      script
        .replaceAll('127.0.0.1:3000', `127.0.0.1:${ports.PORT}`)
        .replaceAll('127.0.0.1:8000', `127.0.0.1:${ports.DYNAMO_PORT}`)
        .replaceAll('127.0.0.1:8005', `127.0.0.1:${ports.INBOX_PORT}`),
    stop: async () => {
      const ended = child.exitCode === null ? once(child, 'exit') : [];
      child.kill('SIGTERM');
      child.stdout.resume();
      await ended;
    },
  };
}

const portLines = {
  PORT: /^Rekey is ready on http:\/\/127\.0\.0\.1:(\d+)$/m,
  INBOX_PORT: /^Mails +http:\/\/127\.0\.0\.1:(\d+) .*$/m,
  DYNAMO_PORT: /^Database +http:\/\/127\.0\.0\.1:(\d+)$/m,
};

/** The ports that the stack prints when it is ready. */
async function portsOf({ stdout }: ChildProcessByStdio<null, Readable, null>): Promise<Environment> {
  let printed = '';
  for await (const chunk of stdout.iterator({ destroyOnReturn: false })) {
    printed += chunk;
    const lines = printed.slice(0, printed.lastIndexOf('\n') + 1);
    const ports = Object.entries(portLines).map(([name, line]) => [name, line.exec(lines)?.[1]] as const);
    if (ports.every(([, port]) => port !== undefined)) {
      return Object.fromEntries(ports);
    }
  }
  throw new Error(`npm start ended, or its first lines are not what the test expects: ${printed}`);
}

/** Runs the blocks in order in one bash, like a person who pastes them into a terminal. */
export async function runBlocks(blocks: readonly ShellBlock[], { environment, substitute }: Started): Promise<Ran[]> {
  const end = '--- end of a block, exit code ';
  const script = blocks.map(({ script }) => `${substitute(script)}\nprintf '\\n${end}%s\\n' "$?"\n`).join('\n');
  const bash = spawn('bash', { env: environment, stdio: ['pipe', 'pipe', 'inherit'] });
  bash.stdin.end(script);
  const printed = await text(bash.stdout);
  const parts = printed.split(new RegExp(`\\n${end}(\\d+)\\n`));
  return blocks.map((_, index) => ({ printed: parts[2 * index] ?? '', code: Number(parts[2 * index + 1] ?? Number.NaN) }));
}

/** Whether a block printed what its page says, where `…` stands for anything within a line. */
export function isPrinted(expected: string, printed: string): boolean {
  const pattern = expected
    .split('…')
    .map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
    .join('.*');
  // Answers of some products end without a line feed, of others with one or, with `curl -i`, with a carriage return before it.
  const lines = (shown: string) => shown.replace(/\r/g, '').replace(/\n+/g, '\n').trim();
  return new RegExp(`^${pattern}$`).test(lines(printed));
}
