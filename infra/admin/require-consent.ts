import { AdminError } from './admin-error.ts';
import type { Target } from './target.ts';

/** @throws {AdminError} if nobody can be asked, or the person does not agree */
export async function requireConsent({ terminal }: Pick<Target, 'terminal'>, consequence: string): Promise<void> {
  if (terminal.ask === undefined) {
    throw new AdminError(`${consequence} Add --yes to do it. Nothing was changed.`);
  }
  const answer = await terminal.ask(`${consequence} Go on? [y/N] `);
  if (!/^y(es)?$/i.test(answer.trim())) {
    throw new AdminError('Nothing was changed.');
  }
}
