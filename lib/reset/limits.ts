import { ResetError } from './errors.ts';
import type { Limits } from './ports.ts';

/**
 * Counts a request against its source address.
 *
 * @throws {ResetError} `too-many-requests`
 */
export async function admitAddress(limits: Pick<Limits, 'count'>, caller: Caller): Promise<null> {
  await admit(limits, `address#${caller.address}`, caller.requestsPerFiveMinutes, caller.now);
  return null;
}

/** Counts a request and throws `too-many-requests` when it is one too many. */
export async function admit(limits: Pick<Limits, 'count'>, key: string, maximum: number, now: number): Promise<void> {
  const count = await limits.count(key, maximum, now);
  if (!count.within) {
    throw new ResetError('too-many-requests', { retryAfterSeconds: count.retryAfterSeconds });
  }
}

/** Who is calling, as far as limits are concerned. */
export type Caller = {
  /** The client's address; IPv6 as its /64 network. */
  address: string;
  requestsPerFiveMinutes: number;
  applicationRequestsPerFiveMinutes: number;
  /** Epoch milliseconds. */
  now: number;
};
