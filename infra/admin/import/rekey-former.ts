import { type ImportedAccount, readImported } from '#lib/dynamo/operator/import-account.ts';
import { rekeyAccount } from '#lib/dynamo/operator/rekey-account.ts';
import type { ParsedAccount } from './parsed-account.ts';
import type { StoreRules } from './store-line.ts';

/**
 * Moves the accounts of these lines that are still stored under their exact usernames to their canonical ids (ADR 10).
 *
 * @returns the accounts that were moved, or would be in a dry run, by canonical id
 */
export async function rekeyFormer(
  lines: readonly ParsedAccount[],
  { settings, realm, isDryRun }: StoreRules,
): Promise<ReadonlyMap<string, ImportedAccount>> {
  const written = lines.filter(({ id, says }) => realm === 'crafter-studio' && says.username !== id);
  if (written.length === 0) {
    return new Map();
  }
  const former = await readImported(
    settings,
    written.map(({ says }) => ({ realm, id: says.username })),
  );
  const moved = written.filter(({ says }) => former.has(says.username));
  if (!isDryRun) {
    for (const { says } of moved) {
      await rekeyAccount(settings, { realm, id: says.username });
    }
  }
  const found = isDryRun
    ? former
    : await readImported(
        settings,
        moved.map(({ id }) => ({ realm, id })),
      );
  return new Map(
    moved.flatMap(({ id, says }) => {
      const account = found.get(isDryRun ? says.username : id);
      return account === undefined ? [] : [[id, account] as const];
    }),
  );
}
