import type { Outcome } from '#infra/admin/operate.ts';
import type { Counts } from './import-progress.ts';
import { losesTooMuch, type Survey } from './survey-file.ts';

type Import = { counts: Counts; survey: Survey; isDryRun: boolean; acceptsLosses: boolean; reportPath: string };

/** What an import did, or would do. */
export function importSummary({ counts, survey, isDryRun, acceptsLosses, reportPath }: Import): Outcome {
  const { created, changed, unchanged, bad } = counts;
  const verb = isDryRun ? 'would be ' : '';
  const stops = isDryRun && !acceptsLosses && losesTooMuch(survey);
  const isReported = bad + counts.unmailable + counts.attributesLeftOut + counts.doubledBackslashes > 0;
  const text = [
    `${created} ${verb}created, ${changed} ${verb}changed, ${unchanged} unchanged, ${bad} bad.`,
    ...notes(counts, survey, isDryRun),
    ...(isReported
      ? [`${reportPath} lists these lines.${bad > 0 ? ' Correct the bad ones and run the import again.' : ''}`]
      : []),
    ...(stops ? [`The import would stop before it changes anything: ${lossesText(survey)}`] : []),
  ];
  const json = { ...counts, losses: survey.losses, stops, dryRun: isDryRun, report: isReported ? reportPath : null };
  return { json, text, ...((bad > 0 || stops) && { exitCode: stops ? 1 : 2 }) };
}

export function lossesText({ accounts, losses }: Survey): string {
  return `${losses} of ${accounts} accounts would lose their address or be closed. See whether the file has every column and every value. To import it as it is, add --accept-losses.`;
}

/** One sentence for each count that is not zero. */
function notes(counts: Counts, { losses }: Survey, isDryRun: boolean): string[] {
  const sentences: [count: number, sentence: string][] = [
    [counts.repeated, 'lines were passed over, because a later line is about the same account.'],
    [counts.builtIn, 'lines are Studio’s built-in git_repo_user and were left out.'],
    [losses, `accounts ${isDryRun ? 'would lose' : 'lost'} their address or ${isDryRun ? 'be' : 'were'} closed.`],
    [counts.unmailable, 'accounts have no address that mail can go to. They get no reset link.'],
    [counts.attributesLeftOut, 'accounts have attributes that cannot be stored and were left out.'],
    [
      counts.doubledBackslashes,
      'accounts have a doubled backslash in a name. Export again with mysql --raw, unless the name really has two.',
    ],
    [counts.passwordsKept, 'accounts keep the password that was set in Rekey. The file has another one.'],
    [counts.passwordsLeftOut, 'passwords are not plain bcrypt and were left out. Their owners can set one with a reset link.'],
  ];
  return sentences.filter(([count]) => count > 0).map(([count, sentence]) => `${count} ${sentence}`);
}
