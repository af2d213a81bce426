import type { Realm } from '#lib/reset/ports.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { scanItems } from './scan-items.ts';

/**
 * How many links of these realms have not expired, including those that were used already.
 *
 * @param now epoch milliseconds
 */
export async function countLiveLinks({ resetTokensTable }: Settings, realms: readonly Realm[], now: number): Promise<number> {
  // A token of a notice opens nothing, and has no stamp.
  const filter = '#expiresAt > :now AND attribute_exists(#credentialStamp)';
  const scan = { filter, values: { now }, attributes: ['realm', 'expiresAt', 'credentialStamp'] };
  let links = 0;
  for await (const { realm } of scanItems(resetTokensTable, scan)) {
    links += realms.some((each) => each === realm?.S) ? 1 : 0;
  }
  return links;
}
