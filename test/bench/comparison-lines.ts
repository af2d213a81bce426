import { counted } from '#infra/admin/counted.ts';
import { type CommittedFigures, compare, figuresFile, short } from './compared-figures.ts';
import type { LoadedFigure } from './figure.ts';

/** The lines that say what got worse. */
export function comparisonLines(run: readonly LoadedFigure[], committed: CommittedFigures | undefined): string[] {
  if (committed === undefined) {
    return [
      `Nothing is compared, because there is no ${figuresFile} yet. On a quiet machine, npm run bench -- --write writes it.`,
    ];
  }
  const { worse, compared, skipped, unknown } = compare(run, committed);
  const than = `than on ${committed.date} (${committed.runs} runs, load ${committed.loads.join(', ')})`;
  const shown = ({ figure, subject, kind, value, lowest, highest }: (typeof worse)[number]) =>
    `  ${figure}, ${subject}: ${kind} ${short(value)}, then ${short(lowest)} to ${short(highest)}`;
  return [
    ...(worse.length === 0
      ? [`Nothing is worse ${than} by more than the noise: ${compared} figures compared.`]
      : [`Worse ${than} by more than the noise, ${worse.length} of ${compared} figures:`, ...worse.map(shown)]),
    ...(skipped === 0
      ? []
      : [`${skipped} figures are not compared, because they depend on the machine and this is another one.`]),
    ...(unknown.length === 0
      ? []
      : [
          `${figuresFile} lacks ${counted(unknown.length, 'figure')}:`,
          ...unknown.map(({ figure, subject }) => `  ${figure}, ${subject}`),
        ]),
  ];
}
