import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { LocalUrls } from '#infra/local/local-environment.ts';
import type { PlaceOfAccounts } from './timed-routes.ts';

export type ServedStack = {
  urls: LocalUrls;
  /** What the settings of the functions must say besides. */
  variables: { [name: string]: string };
  stop(): void;
};

/** Starts `serve-stack.ts`, with the accounts in this place. */
export async function startServedStack(place: PlaceOfAccounts): Promise<ServedStack> {
  const served = spawn(process.execPath, ['test/bench/serve-stack.ts', place], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await once(createInterface(served.stdout), 'line');
  const { variables, ...urls } = JSON.parse(line);
  return { urls, variables, stop: () => void served.kill() };
}
