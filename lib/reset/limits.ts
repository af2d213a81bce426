import { ResetError } from './errors.ts';
import type { Limits } from './ports.ts';

/** What the limits need to know about the caller. */
export type Caller = {
  /** The client's address; IPv6 as its /64 network. */
  address: string;
  requestsPerFiveMinutes: number;
  applicationRequestsPerFiveMinutes: number;
  /** Epoch milliseconds. */
  now: number;
};

/**
 * Counts a request against its source address.
 *
 * @throws {ResetError} `too-many-requests`
 */
export async function admitAddress(limits: Pick<Limits, 'count'>, caller: Caller): Promise<null> {
  await admit(limits, `address#${caller.address}`, caller.requestsPerFiveMinutes, caller.now);
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
