import { setTimeout } from 'node:timers/promises';
import { AdminError } from '#infra/admin/admin-error.ts';
import type { Terminal } from '#infra/admin/terminal.ts';
import { beginRestore, type RestoreSource, tableState } from '#lib/dynamo/operator/restore-table.ts';

export type SourceOptions = { to?: string; backup?: string; from?: string };

/** The names of all tables that are restored beside a table begin with this. */
export function restoredPrefix(table: string): string {
  return `${table}-restored-`;
}

/**
 * The restored table, which this makes if it is not there yet. It waits until the table can be read.
 *
 * @throws {AdminError} if the options do not say what to restore from
 */
export async function restoredCopy(table: string, options: SourceOptions, terminal: Terminal): Promise<string> {
  const { from } = options;
  if (from !== undefined) {
    if ((await tableState(from)) !== 'ACTIVE' || from === table) {
      throw new AdminError(`--from must be a restored table that is active, not ${from}.`);
    }
    return from;
  }
  const source = sourceOf(options);
  const restored = `${restoredPrefix(table)}${labelOf(source)}`;
  let state = await tableState(restored);
  if (state === undefined) {
    await beginRestore(table, restored, source);
    terminal.err(
      `Restoring into ${restored}. This takes some minutes, and hours for a big table. If you interrupt it, run the same again.\n`,
    );
    state = await tableState(restored);
  }
  while (state !== 'ACTIVE') {
    if (state !== 'CREATING') {
      throw new AdminError(`The restored table ${restored} is ${state ?? 'gone'}. Delete it and try again.`);
    }
    await setTimeout(pollMilliseconds);
    state = await tableState(restored);
  }
  return restored;
}

const pollMilliseconds = 10_000;

function sourceOf({ to, backup }: SourceOptions): RestoreSource {
  if (backup !== undefined) {
    if (!/^arn:aws[a-z-]*:dynamodb:[a-z0-9-]+:\d{12}:table\/[\w.-]+\/backup\/[\w-]+$/.test(backup)) {
      throw new AdminError(`--backup must be the ARN of a backup of DynamoDB, not ${backup}.`);
    }
    return { backup };
  }
  if (to === undefined) {
    throw new AdminError('Say what to restore from: --to <time>, --backup <arn> or --from <table>.');
  }
  // DynamoDB restores to a whole second.
  const moment = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)$/.test(to) ? Date.parse(to) : Number.NaN;
  if (Number.isNaN(moment) || moment > Date.now()) {
    throw new AdminError(`--to must be a time in the past with its offset from UTC, such as 2026-01-31T09:57:00Z, not ${to}.`);
  }
  return { to: moment };
}

/** The same source has the same label, so that a second run finds the table of the first. */
function labelOf(source: RestoreSource): string {
  return 'backup' in source
    ? (source.backup.split('/').at(-1) ?? '')
    : new Date(source.to).toISOString().slice(0, 19).replace(/\D/g, '');
}
