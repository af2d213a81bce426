import { routes } from '#lib/routes.ts';
import type { Exchange } from '#test/golden/exchange.ts';
import type { Deployed } from './deployed.ts';
import { type Prepared, prepareExchange } from './prepare-exchange.ts';
import { spread } from './spread.ts';

export type SmokePlan = {
  chosen: readonly Prepared[];
  /** How many are left out, by reason. */
  skipped: ReadonlyMap<string, number>;
};

const limitedRoutes: readonly string[] = routes.filter(({ touches }) => touches.includes('limits.count')).map(({ id }) => id);

/**
 * Chooses what can run against a deployment: all of it on routes without a limit, some of every row on those that count the address.
 *
 * @param mostCounted requests that count against the limit of the address (`REKEY_REQUESTS_PER_FIVE_MINUTES`)
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
  for (const exchange of exchanges) {
    const result = await prepareExchange(exchange, deployed);
    if ('skipped' in result) {
      skip(result.skipped, 1);
    } else if (without.includes(result.row)) {
      skip('are of a row that was left out', 1);
    } else {
      prepared.push(result);
    }
  }
  const isCounted = ({ route, hasAccessToken }: Prepared) => limitedRoutes.includes(route) && !hasAccessToken;
  const counted = prepared.filter(isCounted);
  const taken = new Set(spread(counted, ({ route, row }) => `${route} ${row}`, mostCounted));
  skip(`are more of a row than the address limit has room for (--requests ${mostCounted})`, counted.length - taken.size);
  return { chosen: prepared.filter((one) => taken.has(one) || !isCounted(one)), skipped };
}
