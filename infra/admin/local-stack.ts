import * as z from 'zod/mini';
import type { LocalUrls } from '#infra/local/local-environment.ts';
import { AdminError } from './admin-error.ts';
import type { Target } from './target.ts';

/** `message` is in refusals. */
const stackAnswer = z.looseObject({ message: z.optional(z.string()) });

/**
 * The local stack's URLs.
 *
 * @param why what a deployed stack lacks
 * @throws {AdminError} when the command operates a deployed stack
 */
export function requireLocalStack({ local }: Target, command: string, why: string): LocalUrls {
  if (local === undefined) {
    throw new AdminError(`${command} works on the local stack only: ${why}.`);
  }
  return local;
}

/**
 * Asks the running local stack to do something.
 *
 * @returns its answer
 * @throws {AdminError} when it does not answer, or says why it cannot do that
 */
export async function askLocalStack({ apiUrl }: LocalUrls, action: 'settled' | 'demo-reset'): Promise<object> {
  const response = await fetch(`${apiUrl}/start/${action}`, { method: 'POST' }).catch(() => {
    throw new AdminError(`No local stack answers on ${apiUrl}. Start it with npm start. If it is on another port, set PORT.`);
  });
  const { success, data } = z.safeParse(stackAnswer, await response.json().catch(() => undefined));
  const isRefused = response.status === 409;
  if (!success || !(response.ok || isRefused)) {
    throw new AdminError(`What answers on ${apiUrl} is not the local stack. If that is on another port, set PORT.`);
  }
  if (isRefused) {
    throw new AdminError(`The local stack on ${apiUrl} refused: ${data.message}`);
  }
  return data;
}
