import { realms } from '#lib/reset/ports.ts';
import { routes, servedRoutes } from '#lib/routes.ts';
import type { Exchange } from '#test/golden/exchange.ts';
import type { Deployed } from './deployed.ts';
import { type Prepared, prepareExchange } from './prepare-exchange.ts';

export type SmokePlan = {
  chosen: readonly Prepared[];
  /** The number of exchanges that are left out, by reason. */
  skipped: ReadonlyMap<string, number>;
};

const limitedRoutes: readonly string[] = routes.filter(({ touches }) => touches.includes('limits.count')).map(({ id }) => id);

/**
 * Chooses the exchanges that can run against a deployment: all of them on routes without a limit, and some of every row on routes that count the
 * caller's address.
 *
 * @param mostCounted the most requests that may count against the limit of the address (`REKEY_REQUESTS_PER_FIVE_MINUTES`)
 * @param without rows to leave out
 */
export async function planSmoke(
  exchanges: readonly Exchange[],
  deployed: Deployed,
  mostCounted: number,
  without: readonly string[] = [],
): Promise<SmokePlan> {
  const skipped = new Map<string, number>();
  const skip = (reason: string, count: number) => count > 0 && skipped.set(reason, (skipped.get(reason) ?? 0) + count);
  const prepared: Prepared[] = [];
  const served = new Set<string>(
    servedRoutes({ products: deployed.products ?? realms, crafterProfileSelfService: [] }).map(({ id }) => id),
  );
  for (const exchange of exchanges) {
    if (!served.has(exchange.route)) {
      skip('belong to a product that --products leaves out', 1);
      continue;
    }
    const result = await prepareExchange(exchange, deployed);
    if ('skipped' in result) {
      skip(result.skipped, 1);
    } else if (without.includes(result.row)) {
      skip('belong to a row that --without names', 1);
    } else {
      prepared.push(result);
    }
  }
  const counted = prepared.filter(isCounted);
  const taken = new Set(spread(counted, ({ route, row }) => `${route} ${row}`, mostCounted));
  skip(`would exceed the limit of this address (--requests ${mostCounted})`, counted.length - taken.size);
  return { chosen: prepared.filter((one) => taken.has(one) || !isCounted(one)), skipped };
}

/** Whether the request counts against the limit of its address. */
export function isCounted({ row, route, response, hasAccessToken }: Prepared): boolean {
  const isOfApplication = hasAccessToken && !hidesAccessToken.includes(row);
  return limitedRoutes.includes(route) && !isOfApplication && !isRefusedFirst(route, response.status);
}

/** The access token in such a request cannot be read. */
const hidesAccessToken: readonly string[] = ['P1'];

/** Crafter Studio's calls refuse bad parameters, prefetches and pages of other sites before they count the request. */
function isRefusedFirst(route: string, status: number): boolean {
  return route.startsWith('crafter-studio') && (status === 400 || status === 503);
}

/**
 * Takes as many as the limit allows from all groups: the first of each group, then the second of each group, and so on.
 *
 * @returns what it took, in the original order
 */
export function spread<T>(all: readonly T[], groupOf: (one: T) => string, limit: number): readonly T[] {
  const groups = [...Map.groupBy(all, groupOf).values()];
  const longest = Math.max(0, ...groups.map(({ length }) => length));
  const rounds = Array.from({ length: longest }, (_, index) => groups.flatMap((group) => group.slice(index, index + 1)));
  const taken = new Set(rounds.flat().slice(0, limit));
  return all.filter((one) => taken.has(one));
}
