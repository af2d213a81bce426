/** The output of the command line: `out` for results, which a script may read, and `err` for people. */
export type Terminal = {
  out(text: string): void;
  err(text: string): void;
  /** Whether `err` is a terminal. */
  isWatched: boolean;
  /** Asks a person and returns what they type. Absent if nobody is there to answer. */
  ask?(question: string): Promise<string>;
  /** Asks for a secret and does not show it. If nobody is there, it takes the first line of the standard input. */
  readSecret?(question: string): Promise<string>;
};

/** Replaces control characters, so that a name from a file or a table cannot control the operator's terminal. */
export function printable(line: string): string {
  return line.replace(/\p{Cc}/gu, '\ufffd');
}

/** Formats rows of text as columns under headings. */
export function columns(headings: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const widths = headings.map((heading, index) => Math.max(heading.length, ...rows.map((row) => row[index]?.length ?? 0)));
  return [headings, ...rows].map((row) =>
    row
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

/** Formats a time in epoch milliseconds as ISO 8601. */
export function timeText(time: number): string {
  return new Date(time).toISOString();
}
