import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { banner } from '#infra/local/banner.ts';
import { parseSettings } from '#lib/settings/settings.ts';

export type LocalProcess = {
  pid: number | undefined;
  apiUrl: string;
  inboxUrl: string;
  databaseUrl: string;
  /** Everything that it has printed after its banner, on both outputs. */
  printed(): string;
  stop(): Promise<void>;
};

/** Runs `npm start` on free ports and keeps everything that it prints. */
export async function startProcess(environment: { [variable: string]: string } = {}): Promise<LocalProcess> {
  const env = {
    PATH: process.env.PATH,
    REKEY_PATIENCE: process.env.REKEY_PATIENCE,
    PORT: '0',
    DYNAMO_PORT: '0',
    INBOX_PORT: '0',
    ...environment,
  };
  const child = spawn(process.execPath, ['infra/local/start.ts'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let all = '';
  const url = (pattern: RegExp) => pattern.exec(all)?.[1] ?? '';
  const urls = () => ({
    apiUrl: url(/^Rekey is ready on (\S+)$/m),
    inboxUrl: url(/^Mails +(\S+)/m),
    databaseUrl: url(/^Database +(\S+)/m),
  });
  const isReady = Promise.withResolvers<void>();
  const settings = parseSettings(environment);
  const take = (chunk: Buffer) => {
    all += chunk;
    if (all.includes(banner({ ...urls(), settings }))) {
      isReady.resolve();
    }
  };
  child.stdout.on('data', take);
  child.stderr.on('data', take);
  child.once('exit', () => isReady.reject(new Error(`the local stack ended: ${all}`)));
  await isReady.promise;
  const bannerLength = all.length;
  return {
    pid: child.pid,
    ...urls(),
    printed: () => all.slice(bannerLength),
    stop: async () => {
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}
