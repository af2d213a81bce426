import { type LocalUrls, localSettings, setLocalEnvironment } from '#infra/local/local-environment.ts';
import { findStack } from '#infra/local/running/find-stack.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { AdminError } from './admin-error.ts';
import { type Deployed, readStack } from './read-stack.ts';
import { runningSettings } from './running-settings.ts';
import type { Terminal } from './terminal.ts';

/** What a command operates: the local stack, or a deployed one. */
export type Target = { settings: Settings; terminal: Terminal } & (
  | { local: LocalUrls; deployed?: never }
  | { deployed: Deployed; local?: never }
);

/** @throws {AdminError} when there is no such stack */
export async function openTarget(stackName: string | undefined, terminal: Terminal): Promise<Target> {
  // What the adapters log is for functions. Here it would be among the results.
  process.env.REKEY_LOG = 'nothing';
  return { terminal, ...(stackName === undefined ? await useLocalStack() : await readStack(stackName)) };
}

/** Points the adapters at the local stack, if it is running. */
async function useLocalStack(): Promise<{ local: LocalUrls; settings: Settings }> {
  const local = findStack();
  try {
    await fetch(local.databaseUrl);
  } catch {
    throw new AdminError(
      `No local stack answers on ${local.databaseUrl}. Start it with npm start. If its database is on another port, set DYNAMO_PORT. To operate a deployed stack, give --stack <name>.`,
    );
  }
  setLocalEnvironment(local, true);
  Object.assign(process.env, await runningSettings(local.apiUrl));
  return { local, settings: localSettings() };
}
