/** One row of the table: a measured value, and beside it the limit from the same run. */
export type Figure = {
  figure: string;
  /** What was measured, mostly the id of a function. */
  subject: string;
  value: number;
  unit: 'bytes' | 'ms' | 'round trips' | 'calls' | 'requests/s' | 'records/s' | 'errors' | 'KB' | 'MB' | 'p';
  /** The same figure for the least work that is possible. Missing if the goal is a fixed number. */
  limit?: number;
  /** The same two in milliseconds of processor time, which other work on the machine changes less. */
  cpu?: { value: number; limit: number };
  /** The goal in words. */
  goal: string;
  isMet: boolean;
};

type Measured = Omit<Figure, 'goal' | 'isMet'>;

const digits = {
  bytes: 0,
  ms: 2,
  'round trips': 0,
  calls: 0,
  'requests/s': 0,
  'records/s': 0,
  errors: 0,
  KB: 0,
  MB: 0,
  p: 3,
} as const;

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

/** A figure as it was printed, with the average load of the machine in the last minute. */
export type LoadedFigure = Figure & { load: number };

const columns = { figure: -45, of: -34, measured: 18, limit: 8, ratio: 6, CPU: 6, load: 6 } as const;

/** Prints the line above the figures. */
export function printHeading(print: (line: string) => void): void {
  print(inColumns([...Object.keys(columns), ' goal']));
}

/** Prints one figure. */
export function printFigure(given: LoadedFigure, print: (line: string) => void): void {
  const { figure, subject, value, unit, limit, cpu, load, goal, isMet } = given;
  const number = (of: number) => of.toFixed(digits[unit]);
  const verdict = goal === 'shown' ? '' : ` ${isMet ? 'met' : 'NOT MET'}: ${goal}`;
  const compared = limit === undefined ? ['', ''] : [number(limit), (value / limit).toFixed(2)];
  const processor = cpu === undefined ? '' : (cpu.value / cpu.limit).toFixed(2);
  print(inColumns([figure, subject, `${number(value)} ${unit}`, ...compared, processor, load.toFixed(1), verdict]));
}

function inColumns(cells: readonly string[]): string {
  const widths: readonly number[] = Object.values(columns);
  return cells
    .map((cell, column) => {
      const width = widths[column] ?? 0;
      return width < 0 ? cell.padEnd(-width) : cell.padStart(width);
    })
    .join(' ')
    .trimEnd();
}
