import { routes } from '#lib/routes.ts';
import { atMost, type Figure } from './figure.ts';
import { inNewProcess } from './in-new-process.ts';

/** What one function does in one finished reset. */
export type FunctionCount = { id: string; operations: string[]; roundTrips: number; reads: number; writes: number };

export type ResetCount = { realm: string; counts: FunctionCount[] };

/** Runs a whole reset of each product with the bundled functions and counts the calls on the wire. */
export async function countResets(outDir: string): Promise<ResetCount[]> {
  // With these settings, forgot-password reads accounts, as in the contracts.
  return inNewProcess('count-resets', { REKEY_CONCEAL_STUDIO_ACCOUNTS: '' }, outDir);
}

/** The number of round trips to the database that a person waits for, one after the other. */
export function roundTrips(resets: readonly ResetCount[]): Figure[] {
  const counts = resets.flatMap((reset) => reset.counts).filter(({ id }) => routes.some((route) => route.id === id));
  return counts.map((count) =>
    atMost({ figure: 'round trips', subject: count.id, value: count.roundTrips, unit: 'round trips' }, 2),
  );
}
