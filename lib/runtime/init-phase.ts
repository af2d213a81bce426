const underway: Promise<unknown>[] = [];

/**
 * Starts work before the first request. While Lambda loads a function it gives the process two whole processors, whatever its memory, so this is the
 * time to prepare what can be prepared. Outside Lambda this starts nothing, because the environment may not be complete yet.
 *
 * @param work never rejects
 */
export function inInitPhase(work: () => Promise<unknown>): void {
  // Read here and not in settings.ts, so that a bundle without settings (the limit of `npm run bench`) does not carry their schemas.
  // Only `npm run bench:aws` sets the second variable, to compare both.
  if (process.env.AWS_LAMBDA_INITIALIZATION_TYPE !== undefined && !process.env.REKEY_WITHOUT_INIT_WORK) {
    underway.push(work());
  }
}

/** Resolves when all of that work is done. A bundle counts as loaded only then. */
export async function initPhaseDone(): Promise<void> {
  await Promise.all(underway);
}
