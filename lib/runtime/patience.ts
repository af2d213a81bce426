/**
 * How long a client of another service waits. REKEY_PATIENCE multiplies it. That is not a setting: the tests alone set it, so that none of them fails
 * because a busy machine is late.
 */
export function patience(milliseconds: number): number {
  return milliseconds * Number(process.env.REKEY_PATIENCE || 1);
}
