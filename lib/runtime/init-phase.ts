const underway: Promise<unknown>[] = [];

/**
 * Begins work before the first request. Lambda gives a process two whole processors until its function is loaded, whatever its memory, so what can be
 * made ready is made ready then. Elsewhere nothing is begun: there the environment may not be complete yet.
 *
 * @param work never rejects
 */
export function inInitPhase(work: () => Promise<unknown>): void {
  // Read here and not in config.ts, so that a bundle without settings, the limit of `npm run bench`, does not carry their schemas.
  if (process.env.AWS_LAMBDA_INITIALIZATION_TYPE !== undefined) {
    underway.push(work());
  }
}

/** For the bundles, which are loaded when this resolves. */
export async function initPhaseDone(): Promise<void> {
  await Promise.all(underway);
}
