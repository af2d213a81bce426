import * as z from 'zod/mini';
import { possibleServerSettings } from '#infra/local/server-settings.ts';
import { variableOf } from '#lib/settings/settings.ts';

const answer = z.record(z.string(), z.string());

/**
 * The settings of the products' servers with which the local stack runs, as environment variables: the command line may run without them.
 * Empty if no local stack answers there. Commands that need its API say so themselves.
 */
export async function runningSettings(apiUrl: string): Promise<{ readonly [variable: string]: string }> {
  const answered = await fetch(`${apiUrl}/start/settings`, { method: 'POST' })
    .then((response) => response.json())
    .catch(() => undefined);
  const { data = {} } = z.safeParse(answer, answered);
  const possible = possibleServerSettings.map(variableOf);
  return Object.fromEntries(Object.entries(data).filter(([variable]) => possible.includes(variable)));
}
