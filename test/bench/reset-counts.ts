import type { Route } from '#lib/http/route.ts';
import { routes } from '#lib/routes.ts';
import { upstreamFolder } from './bundle-everything.ts';
import { atMost, type Figure, shown } from './figure.ts';
import { inNewProcess } from './in-new-process.ts';

/** What one function does in one finished reset. */
export type FunctionCount = {
  id: string;
  operations: string[];
  roundTrips: number;
  reads: number;
  writes: number;
  serverCalls: string[];
};

export type ResetCount = { realm: string; counts: FunctionCount[] };

/** Runs a whole reset of each product with the bundled functions and counts the calls on the wire. */
export async function countResets(outDir: string): Promise<ResetCount[]> {
  // With these settings, forgot-password reads accounts, as in the contracts.
  return inNewProcess('count-resets', { REKEY_CONCEAL_STUDIO_ACCOUNTS: '' }, outDir, 'own table');
}

/** The same for a Rekey in front of the products' own servers. */
export async function countUpstreamResets(outDir: string): Promise<ResetCount[]> {
  return inNewProcess('count-resets', { REKEY_CONCEAL_STUDIO_ACCOUNTS: '' }, upstreamFolder(outDir), 'upstream');
}

/** The number of calls that each function makes to the product's own server. */
export function serverCalls(upstreamResets: readonly ResetCount[]): Figure[] {
  const calls = { figure: 'calls to the product’s own server', unit: 'calls' } as const;
  return upstreamResets.flatMap(({ realm, counts }) => [
    ...counts.map(({ id, serverCalls: { length } }) => shown({ ...calls, subject: id, value: length })),
    shown({ ...calls, subject: `a reset of ${realm}`, value: counts.flatMap((count) => count.serverCalls).length }),
  ]);
}

/** The number of round trips to the database that a person waits for, one after the other. */
export function roundTrips(resets: readonly ResetCount[]): Figure[] {
  return resets
    .flatMap((reset) => reset.counts)
    .flatMap(({ id, roundTrips: value }) => {
      const route = routes.find((each) => each.id === id);
      return route === undefined
        ? []
        : [atMost({ figure: 'round trips', subject: id, value, unit: 'round trips' }, mostOf(route))];
    });
}

/** A function that redeems a token reads the token, then its account, and only then hashes and writes (E5). */
function mostOf({ touches }: Route): number {
  const isRedeeming = touches.includes('resetTokens.find') && touches.includes('accounts.setPassword');
  return isRedeeming ? 3 : 2;
}
