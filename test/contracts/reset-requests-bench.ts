import type { ResetRequests } from '#lib/reset/ports.ts';

/** What a contract suite needs to try an adapter of the port `resetRequests`. */
export type ResetRequestsBench = {
  resetRequests: ResetRequests;
  /** The next write gets through, but its answer is lost on the way. */
  loseNextAnswer(): void;
};
