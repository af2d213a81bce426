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
