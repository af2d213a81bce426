import type { Stats } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { Command, Option } from 'commander';
import { requireOwnAccounts } from '#infra/admin/accounts/own-accounts.ts';
import { AdminError, explain } from '#infra/admin/admin-error.ts';
import type { Operate, Outcome } from '#infra/admin/operate.ts';
import { requireConsent } from '#infra/admin/require-consent.ts';
import type { Target } from '#infra/admin/target.ts';
import type { Terminal } from '#infra/admin/terminal.ts';
import { operatorClient } from '#lib/dynamo/operator/operator-client.ts';
import { type Realm, realms } from '#lib/reset/ports.ts';
import { sha256 } from '#lib/reset/token.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { openBadLines } from './bad-lines.ts';
import { importBatch } from './import-batch.ts';
import { noCounts, type Progress, progressFile } from './import-progress.ts';
import { importSummary, lossesText } from './import-summary.ts';
import { inBatches } from './parse-batch.ts';
import { type Place, readLines } from './read-lines.ts';
import { refuseOtherForms } from './refuse-other-forms.ts';
import { showProgress } from './show-progress.ts';
import type { StoreRules } from './store-line.ts';
import { losesTooMuch, type Survey, surveyFile } from './survey-file.ts';

type ImportOptions = { realm: Realm; dryRun?: true; overwritePasswords?: true; acceptLosses?: true; yes?: true; report?: string };

const exports = `How to export accounts:
  crafter-profile  mongoexport -d crafterprofile -c profile
  crafter-studio   mysql --raw --batch --skip-column-names -e "SELECT JSON_OBJECT('username', username, 'email', email, 'enabled', enabled, 'externally_managed', externally_managed, 'deleted', deleted, 'first_name', first_name, 'last_name', last_name, 'locale', locale) FROM user" crafter
  traffic-ops      curl …/api/5.0/users | jq -c '.response[]'`;

export function importCommand(operate: Operate): Command {
  return new Command('import')
    .description(
      'Imports accounts from a file of JSON Lines that the product exported: documents of Crafter Profile’s collection `profile`, rows of Studio’s table `user`, or users from Traffic Ops’ API. Only what has changed in the product since the last import is imported. What a line does not have stays as it is. If an account appears twice, only the last line is imported. If an import is interrupted, run it again: it resumes.',
    )
    .argument('<file>')
    .addOption(new Option('--realm <realm>', 'the product that exported the file').choices(realms).makeOptionMandatory())
    .option('--dry-run', 'print what an import would do, and change nothing')
    .option('--overwrite-passwords', 'also replace passwords that were set in Rekey')
    .option('--accept-losses', 'import even if more than 1 % of the accounts, and more than 10, lose their address or are closed')
    .option('--yes', 'do not ask first on a deployed stack if accounts would lose their address or be closed')
    .option('--report <file>', 'the file to list lines in that are bad or deserve a look (default: <file>.bad-lines.jsonl)')
    .addHelpText('after', `\n${exports}`)
    .action(operate(importFile));
}

async function importFile(target: Target, path: string, options: ImportOptions): Promise<Outcome> {
  const { realm, dryRun: isDryRun = false, overwritePasswords = false, acceptLosses: acceptsLosses = false } = options;
  const { settings, terminal } = target;
  requireOwnAccounts(
    settings,
    realm,
    'An import would have no effect, because people log in there and Rekey reads the accounts from there.',
  );
  const { size, mtimeMs } = await statFile(path);
  await refuseOtherForms(path);
  const name = sha256(JSON.stringify([size, mtimeMs, realm, overwritePasswords, await tableIdentity(settings)]));
  const progress = progressFile(`${path}.progress.json`);
  const resumed = isDryRun ? undefined : await progress.read(name);
  const rules = { settings, realm, overwritePasswords, isDryRun };
  const survey = await surveyed(path, rules, size, terminal);
  // A resumed import has passed this before.
  if (!isDryRun && !acceptsLosses && resumed === undefined && losesTooMuch(survey)) {
    throw new AdminError(`The import stopped before it changed anything: ${lossesText(survey)}`);
  }
  const mustAsk = target.deployed !== undefined && !options.yes && !acceptsLosses;
  if (!isDryRun && mustAsk && resumed === undefined && survey.losses > 0) {
    await requireConsent(target, `${survey.losses} of ${survey.accounts} accounts lose their address or are closed.`);
  }
  const reportPath = options.report ?? `${path}.bad-lines.jsonl`;
  const badLines = await openBadLines(reportPath, resumed?.reportBytes ?? 0);
  const shown = showProgress(terminal, 'lines');
  let reached: Progress = resumed ?? { import: name, line: 0, offset: 0, reportBytes: 0, counts: noCounts };
  if (resumed) {
    terminal.err(`Resuming after line ${reached.line}.\n`);
  }
  try {
    for await (const batch of inBatches(readLines(path, reached))) {
      const counts = await importBatch(batch, reached.counts, badLines, { ...rules, isRepeated: survey.isRepeated });
      const last = batch.at(-1);
      reached = { ...reached, ...(last && { line: last.number, offset: last.end }), reportBytes: badLines.size(), counts };
      if (!isDryRun) {
        await progress.write(reached);
      }
      shown.at(shareOf(reached, size), reached.line);
    }
  } catch (error) {
    const explanation = explain(error);
    if (explanation === undefined || isDryRun) {
      throw error;
    }
    throw new AdminError(`The import stopped after line ${reached.line}. Run it again to resume. ${explanation}`);
  } finally {
    shown.end();
    await badLines.close();
  }
  if (!isDryRun) {
    await progress.remove();
  }
  return importSummary({ counts: reached.counts, survey, isDryRun, acceptsLosses, reportPath });
}

async function surveyed(path: string, rules: StoreRules, size: number, terminal: Terminal): Promise<Survey> {
  const shown = showProgress(terminal, 'lines checked');
  try {
    return await surveyFile(path, rules, (place) => shown.at(shareOf(place, size), place.line));
  } finally {
    shown.end();
  }
}

function shareOf({ offset }: Place, size: number): number {
  return size > 0 ? Math.min(1, offset / size) : 1;
}

async function statFile(path: string): Promise<Stats> {
  try {
    const stats = await stat(path);
    if (!stats.isFile()) {
      throw new AdminError(`${path} is not a file.`);
    }
    await (await open(path)).close();
    return stats;
  } catch (error) {
    if (error instanceof AdminError) {
      throw error;
    }
    throw new AdminError(`Cannot read ${path} (${Object(error).code}).`);
  }
}

/** Differs for a table that was created again, because it lacks what an earlier run stored. */
async function tableIdentity({ accountsTable }: Settings): Promise<string> {
  const { Table } = await operatorClient().send(new DescribeTableCommand({ TableName: accountsTable }));
  return `${Table?.TableArn} ${Table?.CreationDateTime?.toISOString()}`;
}
