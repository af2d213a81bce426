import { AdminError } from '#infra/admin/admin-error.ts';
import type { Deployed } from '#infra/admin/read-stack.ts';
import type { Target } from '#infra/admin/target.ts';

/**
 * The stack that the command operates.
 *
 * @param why what the local stack lacks
 * @throws {AdminError} when the command operates the local stack
 */
export function requireDeployed({ deployed }: Target, command: string, why: string): Deployed {
  if (deployed === undefined) {
    throw new AdminError(`${command} works on a deployed stack only: ${why}. Give --env <name>, or --stack <name>.`);
  }
  return deployed;
}
