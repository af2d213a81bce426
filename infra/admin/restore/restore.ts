import { Command, Option } from 'commander';
import { AdminError } from '#infra/admin/admin-error.ts';
import { requireDeployed } from '#infra/admin/deployed/require-deployed.ts';
import type { Operate, Outcome } from '#infra/admin/operate.ts';
import { requireConsent } from '#infra/admin/require-consent.ts';
import type { Target } from '#infra/admin/target.ts';
import { columns, timeText } from '#infra/admin/terminal.ts';
import { deleteTable, restorableTimes, restoredTables, tableState } from '#lib/dynamo/operator/restore-table.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { restoreFrom } from './restore-from.ts';
import { restoredPrefix } from './restored-copy.ts';

export function restore(operate: Operate): Command {
  const list = new Command('list')
    .description('Shows to which times the tables can be restored, and the restored tables that are not deleted yet.')
    .action(operate(listThem));
  const discard = new Command('discard')
    .description('Deletes a restored table that is not needed any more. Asks first.')
    .argument('<table>', 'its name, as the list shows it')
    .option('--yes', 'do not ask first')
    .action(operate(discardOne));
  return new Command('restore')
    .description('Brings accounts or applications back from a backup.')
    .addCommand(
      restoring('accounts')
        .description(
          'Brings accounts back to an earlier state. Restores the table beside the one in use, waits until it is there, compares the two and asks. Accounts that it brings back get new stamps, so that ended links and sessions stay ended, and mails that wait are cancelled. Accounts that are new since then stay. If it is interrupted, run it again.',
        )
        .option('--keep-closed', 'leave accounts closed that are closed now')
        .action(operate((target, options) => restoreFrom(target, 'accounts', options))),
    )
    .addCommand(
      restoring('applications')
        .description(
          'Brings applications of Crafter Profile back to an earlier state, in the same way. Access tokens that were revoked since then work again.',
        )
        .action(operate((target, options) => restoreFrom(target, 'applications', options))),
    )
    .addCommand(list)
    .addCommand(discard);
}

function restoring(name: string): Command {
  return new Command(name)
    .addOption(
      new Option('--to <time>', 'the moment, in the last 35 days, such as 2026-01-31T09:57:00Z').conflicts(['backup', 'from']),
    )
    .addOption(new Option('--backup <arn>', 'a backup, such as the last one of a table that was deleted').conflicts('from'))
    .addOption(new Option('--from <table>', 'a table that is restored already'))
    .addOption(
      new Option('--only <which>', 'bring back only those that are not there now, or only those that are different now').choices([
        'missing',
        'changed',
      ]),
    )
    .option('--dry-run', 'restore beside and compare, and do not change the table in use')
    .option('--yes', 'do not ask first');
}

const tablesOf = ({ accountsTable, applicationsTable }: Settings) => [accountsTable, applicationsTable];

async function listThem(target: Target): Promise<Outcome> {
  requireDeployed(target, 'restore', 'the local stack has no backups');
  const tables = await Promise.all(
    tablesOf(target.settings).map(async (table) => ({
      table,
      times: await restorableTimes(table),
      restored: await restoredTables(restoredPrefix(table)),
    })),
  );
  const rows = tables.map(({ table, times }) =>
    times === undefined ? [table, 'never', ''] : [table, timeText(times.from), timeText(times.to)],
  );
  const restored = tables.flatMap((each) => each.restored);
  return {
    json: {
      tables: tables.map(({ table, times }) => ({
        table,
        from: times ? timeText(times.from) : null,
        to: times ? timeText(times.to) : null,
      })),
      restored,
    },
    text: [...columns(['TABLE', 'FROM', 'TO'], rows), ...restored.map((name) => `Restored: ${name}`)],
  };
}

/** Only a copy that `restore` makes can be deleted, and never a table in use. */
async function discardOne(target: Target, table: string, { yes = false }: { yes?: boolean }): Promise<Outcome> {
  requireDeployed(target, 'restore', 'the local stack has no backups');
  const isCopy = tablesOf(target.settings).some((each) => table.startsWith(restoredPrefix(each)));
  if (!isCopy || (await tableState(table)) === undefined) {
    throw new AdminError(`${table} is not a restored table of this stack. Run restore list to see them.`);
  }
  if (!yes) {
    await requireConsent(target, `This deletes the restored table ${table}.`);
  }
  await deleteTable(table);
  return { json: { deleted: table }, text: [`Deleted ${table}.`] };
}
