import { ResetError } from './errors.ts';
import type { Limits } from './ports.ts';

/** What the limits need to know about the caller. */
export type Caller = {
  /** The client's address; IPv6 as its /64 network. */
  address: string;
  /** The /48 network of an IPv6 address; null for IPv4. */
  site: string | null;
  requestsPerFiveMinutes: number;
  applicationRequestsPerFiveMinutes: number;
  /** Epoch milliseconds. */
  now: number;
};

/** A /48 network may hold the subscribers of a whole town, so its ceiling is this many times that of one address. */
export const addressesPerSite = 20;

/**
 * The key of a source address, or of a network of them.
 *
 * @param address as `Caller` has it
 */
export function addressLimitKey(address: string): string {
  return `address#${address}`;
}

/**
 * Counts a request against its source address, and then against the site of that address. A request that is refused for its address uses up nothing
 * of its site's ceiling, so one address cannot mute its neighbours.
 *
 * @throws {ResetError} `too-many-requests`
 */
export async function admitAddress(limits: Pick<Limits, 'count'>, caller: Caller): Promise<null> {
  await admit(limits, addressLimitKey(caller.address), caller.requestsPerFiveMinutes, caller.now);
  if (caller.site !== null) {
    await admit(limits, addressLimitKey(caller.site), addressesPerSite * caller.requestsPerFiveMinutes, caller.now);
  }
  return null;
}

/**
 * Counts a request against a key.
 *
 * @param now epoch milliseconds
 * @throws {ResetError} `too-many-requests`
 */
export async function admit(limits: Pick<Limits, 'count'>, key: string, maximum: number, now: number): Promise<void> {
  const count = await limits.count(key, maximum, now);
  if (!count.within) {
    throw new ResetError('too-many-requests', { retryAfterSeconds: count.retryAfterSeconds });
  }
}
