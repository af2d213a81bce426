/** One row of the table: what was measured, and beside it the limit that was measured in the same run. */
export type Figure = {
  figure: string;
  /** On what it was measured, mostly a function's id. */
  subject: string;
  value: number;
  unit: 'bytes' | 'ms' | 'round trips' | 'requests/s' | 'errors' | 'KB' | 'p';
  /** The same of what nobody can do without. Absent where the goal is a number of its own. */
  limit?: number;
  /** In words. */
  goal: string;
  isMet: boolean;
};

type Measured = Omit<Figure, 'goal' | 'isMet'>;

/** A figure with a goal that does not depend on the machine, or an absolute one. */
export function atMost(measured: Measured, most: number, goal = `≤ ${most} ${measured.unit}`): Figure {
  return { ...measured, goal, isMet: measured.value <= most };
}

/** A figure whose goal is a multiple of its limit, as machines differ. */
export function atMostTimes(measured: Measured & { limit: number }, times: number): Figure {
  return { ...measured, goal: `≤ ${times} × the limit`, isMet: measured.value <= times * measured.limit };
}

/** A figure that is only shown. */
export function shown(measured: Measured): Figure {
  return { ...measured, goal: 'shown', isMet: true };
}
