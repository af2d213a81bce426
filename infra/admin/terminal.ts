/** Where the command line writes: what a script reads, and what a person reads beside it. */
export type Terminal = {
  out(text: string): void;
  err(text: string): void;
  /** Whether a person watches `err`. */
  isWatched: boolean;
};

/** A name from a file or a table must not be able to steer the operator's terminal. */
export function printable(line: string): string {
  return line.replace(/\p{Cc}/gu, '\ufffd');
}

/** Rows of text under their headings, in columns. */
export function columns(headings: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const widths = headings.map((heading, index) => Math.max(heading.length, ...rows.map((row) => row[index]?.length ?? 0)));
  return [headings, ...rows].map((row) =>
    row
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

/** A time in epoch milliseconds, as a person and a script can read it. */
export function timeText(time: number): string {
  return new Date(time).toISOString();
}
