import type { Figure } from './figure.ts';

const digits = { bytes: 0, ms: 2, 'round trips': 0, 'requests/s': 0, errors: 0, KB: 0, p: 3 } as const;

/** The table, a line for each figure. */
export function printFigures(figures: readonly Figure[]): void {
  const rows = [['figure', 'of', 'measured', 'limit', 'ratio', 'goal', ''], ...figures.map(rowOf)];
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  for (const row of rows) {
    console.log(
      row
        .map((cell, column) => (isNumeric(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0)))
        .join('  '),
    );
  }
}

const isNumeric = (column: number) => column >= 2 && column <= 4;

function rowOf({ figure, subject, value, unit, limit, goal, isMet }: Figure): string[] {
  const number = (of: number) => of.toFixed(digits[unit]);
  const verdict = goal === 'shown' ? '' : isMet ? 'met' : 'NOT MET';
  const compared = limit === undefined ? ['', ''] : [number(limit), (value / limit).toFixed(2)];
  return [figure, subject, `${number(value)} ${unit}`, ...compared, goal, verdict];
}
