import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setLocalEnvironment } from '#infra/local/local-environment.ts';

/** Starts `serve-stack.ts` and makes this process use it. Returns how to end it. */
export async function startServedStack(): Promise<() => void> {
  const served = spawn(process.execPath, ['test/bench/serve-stack.ts'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await once(createInterface(served.stdout), 'line');
  setLocalEnvironment(JSON.parse(line), false);
  return () => void served.kill();
}
