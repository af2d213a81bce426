import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { localSettings, setLocalEnvironment } from '#infra/local/local-environment.ts';
import { wireWorld } from '#test/golden/wire-world.ts';
import type { World } from '#test/golden/world.ts';

export type Served = {
  world: World;
  inboxUrl: string;
  /** Everything that the functions and the stack have logged. */
  logged(): string;
  stop(): Promise<void>;
};

/** The local stack in a process of its own, running the same bundles that a deployment uploads. */
export async function servePages(): Promise<Served> {
  const served: ChildProcess = spawn(process.execPath, ['test/bundles/serve-bundles.ts', 'loud'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      REKEY_BRAND_NAME: 'Example & Sons',
      REKEY_SUPPORT_ADDRESS: 'help@example.com',
      REKEY_STUDIO_SIGN_IN_URL: 'https://cms.example.com/studio/login',
      // All browsers have one address, and no test waits for its limit.
      REKEY_REQUESTS_PER_FIVE_MINUTES: '10000',
    },
  });
  let logs = '';
  served.stderr?.on('data', (chunk: Buffer) => {
    logs += chunk;
  });
  if (served.stdout === null) {
    throw new Error('the process has no output');
  }
  const lines = createInterface(served.stdout);
  const [line] = await once(lines, 'line');
  lines.on('line', (more) => {
    logs += `${more}\n`;
  });
  const stop = async () => {
    served.kill();
    await once(served, 'exit');
  };
  const urls = JSON.parse(line);
  setLocalEnvironment(urls, true);
  const world = wireWorld({ ...urls, settings: localSettings() });
  return { world, inboxUrl: urls.inboxUrl, logged: () => logs, stop };
}
