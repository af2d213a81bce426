import { routes } from '#lib/routes.ts';
import { atMost, type Figure } from './figure.ts';
import { inNewProcess } from './in-new-process.ts';

/** What one function does for one finished reset. */
export type FunctionCount = { id: string; operations: string[]; roundTrips: number; reads: number; writes: number };

export type ResetCount = { realm: string; counts: FunctionCount[] };

/** Runs a whole reset of each product with the functions as they are uploaded, and counts on the wire. */
export async function countResets(outDir: string): Promise<ResetCount[]> {
  // With the settings of the contracts, under which forgot-password looks accounts up.
  return inNewProcess('count-resets', { REKEY_CONCEAL_STUDIO_ACCOUNTS: '' }, outDir);
}

/** How often somebody who waits for an answer waits for the database, one time after the other. */
export function roundTrips(resets: readonly ResetCount[]): Figure[] {
  const counts = resets.flatMap((reset) => reset.counts).filter(({ id }) => routes.some((route) => route.id === id));
  return counts.map((count) =>
    atMost({ figure: 'round trips', subject: count.id, value: count.roundTrips, unit: 'round trips' }, 2),
  );
}
