/** One row of the table: a measured value, and beside it the limit from the same run. */
export type Figure = {
  figure: string;
  /** What was measured, mostly the id of a function. */
  subject: string;
  value: number;
  unit: 'bytes' | 'ms' | 'round trips' | 'requests/s' | 'errors' | 'KB' | 'p';
  /** The same figure for the least work that is possible. Missing if the goal is a fixed number. */
  limit?: number;
  /** The goal in words. */
  goal: string;
  isMet: boolean;
};

type Measured = Omit<Figure, 'goal' | 'isMet'>;

const digits = { bytes: 0, ms: 2, 'round trips': 0, 'requests/s': 0, errors: 0, KB: 0, p: 3 } as const;

/** A figure whose goal is a fixed number. */
export function atMost(measured: Measured, most: number, goal = `≤ ${most} ${measured.unit}`): Figure {
  return { ...measured, goal, isMet: measured.value <= most };
}

/** A figure whose goal is a multiple of its limit, because machines differ. */
export function atMostTimes(measured: Measured & { limit: number }, times: number): Figure {
  return { ...measured, goal: `≤ ${times} × the limit`, isMet: measured.value <= times * measured.limit };
}

/** A figure without a goal. */
export function shown(measured: Measured): Figure {
  return { ...measured, goal: 'shown', isMet: true };
}

/** Prints a table with one line for each figure. */
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

function isNumeric(column: number): boolean {
  return column >= 2 && column <= 4;
}

function rowOf({ figure, subject, value, unit, limit, goal, isMet }: Figure): string[] {
  const number = (of: number) => of.toFixed(digits[unit]);
  const verdict = goal === 'shown' ? '' : isMet ? 'met' : 'NOT MET';
  const compared = limit === undefined ? ['', ''] : [number(limit), (value / limit).toFixed(2)];
  return [figure, subject, `${number(value)} ${unit}`, ...compared, goal, verdict];
}
