import { canonicalAddress } from '#lib/reset/address.ts';
import { ServerUnavailable } from '#lib/upstream/product-server.ts';
import { listUsers } from './find-user.ts';
import type { TrafficOpsApi } from './traffic-ops-api.ts';

type Spellings = ReadonlyMap<string, readonly string[]>;

/** How long the list of users counts. Somebody who asks for many unknown addresses costs the server one list a minute. */
const freshMilliseconds = 60_000;

/**
 * How the server has an address stored, if it differs in letter case from how it was asked for. The server compares byte for byte. Without this,
 * whoever asks for another spelling of an address would use up its mail limit with requests that reach nobody (M7).
 *
 * @param now epoch milliseconds
 */
export function addressSpellings(api: TrafficOpsApi, now: () => number): (address: string) => Promise<readonly string[]> {
  let kept: { at: number; spellings: Promise<Spellings> } | undefined;
  return async (address) => {
    if (kept === undefined || kept.at + freshMilliseconds <= now()) {
      const spellings = readSpellings(api);
      kept = { at: now(), spellings };
      spellings.catch(() => {
        kept = undefined;
      });
    }
    return (await kept.spellings).get(canonicalAddress(address)) ?? [];
  };
}

async function readSpellings(api: TrafficOpsApi): Promise<Spellings> {
  const spellings = new Map<string, string[]>();
  const rows = await listUsers(api).catch((error: unknown) => {
    // A list over 1 MiB is not read (U10). Then only the spelling that was typed finds somebody.
    if (error instanceof ServerUnavailable && error.message === 'ANSWER_TOO_LARGE') {
      return [];
    }
    throw error;
  });
  for (const { email } of rows) {
    if (typeof email === 'string') {
      const key = canonicalAddress(email);
      spellings.set(key, [...(spellings.get(key) ?? []), email]);
    }
  }
  return spellings;
}
