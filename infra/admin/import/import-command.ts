import type { Stats } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { Command, Option } from 'commander';
import { AdminError, explain } from '#infra/admin/admin-error.ts';
import type { Operate, Outcome } from '#infra/admin/operate.ts';
import type { Target } from '#infra/admin/target.ts';
import { operatorClient } from '#lib/dynamo/operator/operator-client.ts';
import { type Realm, realms } from '#lib/reset/ports.ts';
import { sha256 } from '#lib/reset/token.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { openBadLines } from './bad-lines.ts';
import { importBatch, inBatches } from './import-accounts.ts';
import { type Counts, noCounts, type Progress, progressFile } from './import-progress.ts';
import { readLines } from './read-lines.ts';
import { showProgress } from './show-progress.ts';

type ImportOptions = { realm: Realm; dryRun?: true; overwritePasswords?: true; report?: string };

export function importCommand(operate: Operate): Command {
  return new Command('import')
    .description(
      'Imports accounts from a file of JSON Lines that the product exported: documents of Crafter Profile’s collection `profile`, rows of Studio’s table `user`, or users from Traffic Ops’ API. Only what has changed in the product since the last import is imported. If an account appears twice, the last line wins. If an import is interrupted, run it again: it resumes.',
    )
    .argument('<file>')
    .addOption(new Option('--realm <realm>', 'the product that exported the file').choices(realms).makeOptionMandatory())
    .option('--dry-run', 'print what an import would do, and change nothing')
    .option('--overwrite-passwords', 'also replace passwords that were set in Rekey')
    .option('--report <file>', 'the file to list bad lines in (default: <file>.bad-lines.jsonl)')
    .action(operate(importFile));
}

async function importFile(target: Target, path: string, options: ImportOptions): Promise<Outcome> {
  const { realm, dryRun: isDryRun = false, overwritePasswords = false } = options;
  const { settings, terminal } = target;
  const { size, mtimeMs } = await statFile(path);
  const name = sha256(JSON.stringify([size, mtimeMs, realm, overwritePasswords, await tableIdentity(settings)]));
  const progress = progressFile(`${path}.progress.json`);
  const resumed = isDryRun ? undefined : await progress.read(name);
  const reportPath = options.report ?? `${path}.bad-lines.jsonl`;
  const badLines = await openBadLines(reportPath, resumed?.reportBytes ?? 0);
  const shown = showProgress(terminal);
  let reached: Progress = resumed ?? { import: name, line: 0, offset: 0, reportBytes: 0, counts: noCounts };
  if (resumed) {
    terminal.err(`Resuming after line ${reached.line}.\n`);
  }
  try {
    for await (const batch of inBatches(readLines(path, reached))) {
      const counts = await importBatch(batch, reached.counts, badLines, { settings, realm, overwritePasswords, isDryRun });
      const last = batch.at(-1);
      reached = { ...reached, ...(last && { line: last.number, offset: last.end }), reportBytes: badLines.size(), counts };
      if (!isDryRun) {
        await progress.write(reached);
      }
      shown.at(size > 0 ? Math.min(1, reached.offset / size) : 1, reached.line);
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
  return summary(reached.counts, isDryRun, reportPath);
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

function summary(counts: Counts, isDryRun: boolean, reportPath: string): Outcome {
  const { created, changed, unchanged, bad, passwordsKept, passwordsLeftOut } = counts;
  const verb = isDryRun ? 'would be ' : '';
  const text = [
    `${created} ${verb}created, ${changed} ${verb}changed, ${unchanged} unchanged, ${bad} bad.`,
    ...(passwordsKept > 0
      ? [`${passwordsKept} accounts keep the password that was set in Rekey. The file has another one.`]
      : []),
    ...(passwordsLeftOut > 0
      ? [`${passwordsLeftOut} passwords are not plain bcrypt and were left out. Their owners can set one with a reset link.`]
      : []),
    ...(bad > 0 ? [`${reportPath} lists the bad lines. Correct them and run the import again.`] : []),
  ];
  const json = { ...counts, dryRun: isDryRun, report: bad > 0 ? reportPath : null };
  return { json, text, ...(bad > 0 && { exitCode: 2 }) };
}
