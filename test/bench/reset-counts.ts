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

/** What each function does in a reset of an account that stays in the product's own server, beside its round trips for an account of Rekey's own. */
export function upstreamFigures(upstream: readonly ResetCount[], own: readonly ResetCount[]): Figure[] {
  return upstream.flatMap(({ realm, counts }, reset) => {
    const calls = { figure: `calls to the server of ${realm}`, unit: 'calls' } as const;
    const trips = { figure: `round trips, server of ${realm}`, unit: 'round trips' } as const;
    return [
      ...counts.flatMap(({ id, roundTrips: value, serverCalls: { length } }, step) => [
        shown({ ...calls, subject: id, value: length }),
        shown({ ...trips, subject: id, value, limit: own[reset]?.counts[step]?.roundTrips ?? Number.NaN }),
      ]),
      shown({ ...calls, subject: 'a whole reset', value: counts.flatMap(({ serverCalls }) => serverCalls).length }),
    ];
  });
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

/**
 * A function that redeems a token reads the token, then its account, and only then hashes and writes (E5). With the session of a token it reads the
 * account, counts the hash, and writes (F7).
 */
function mostOf({ touches }: Route): number {
  const isRedeeming = touches.includes('resetTokens.notBefore') && touches.includes('accounts.setPassword');
  return isRedeeming ? 3 : 2;
}
