import type { LocalUrls } from '#infra/local/local-environment.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { readStack } from './read-stack.ts';
import type { Terminal } from './terminal.ts';
import { useLocalStack } from './use-local-stack.ts';

export type Deployed = { name: string; region: string; outputs: ReadonlyMap<string, string> };

/** What a command operates: the local stack, or one that is deployed. */
export type Target = { settings: Settings; terminal: Terminal } & (
  | { local: LocalUrls; deployed?: never }
  | { deployed: Deployed; local?: never }
);

/** @throws {AdminError} when there is no such stack */
export async function openTarget(stackName: string | undefined, terminal: Terminal): Promise<Target> {
  return { terminal, ...(stackName === undefined ? await useLocalStack() : await readStack(stackName)) };
}
