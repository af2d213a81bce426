import { useDeployment } from '#infra/deployments/use-deployment.ts';
import { type LocalUrls, localSettings, setLocalEnvironment } from '#infra/local/local-environment.ts';
import { findStack } from '#infra/local/running/find-stack.ts';
import { unknownVariables } from '#infra/settings/unknown-variables.ts';
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

/** A stack by its name, or by the file of its deployment. Neither: the local stack. */
export type TargetName = { stack?: string | undefined; env?: string | undefined };

/** @throws {AdminError} when there is no such stack */
export async function openTarget({ stack, env }: TargetName, terminal: Terminal): Promise<Target> {
  // What the adapters log is for functions. Here it would be among the results.
  process.env.REKEY_LOG = 'nothing';
  const unknown = unknownVariables(process.env);
  if (unknown.length > 0) {
    throw new AdminError(unknown.join('\n'));
  }
  if (env !== undefined) {
    const { stackName, account } = useDeployment(env);
    return { terminal, ...(await readStack(stackName, account)) };
  }
  return { terminal, ...(stack === undefined ? await useLocalStack() : await readStack(stack)) };
}

/** Points the adapters at the local stack, if it is running. */
async function useLocalStack(): Promise<{ local: LocalUrls; settings: Settings }> {
  const local = findStack();
  try {
    await fetch(local.databaseUrl);
  } catch {
    throw new AdminError(
      `No local stack answers on ${local.databaseUrl}. Start it with npm start. If its database is on another port, set DYNAMO_PORT. To operate a deployed stack, give --env <name>, or --stack <name>.`,
    );
  }
  setLocalEnvironment(local, true);
  Object.assign(process.env, await runningSettings(local.apiUrl));
  return { local, settings: localSettings() };
}
