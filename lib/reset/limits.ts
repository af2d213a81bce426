import { ResetError } from './errors.ts';
import type { Limits } from './ports.ts';
import { sha256 } from './token.ts';

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
 * What a source address may do in a window. Each has the same maximum and a count of its own, so that whoever uses one up does not close the other.
 * `redeeming` counts only links and sessions that are refused.
 */
export const budgets = ['asking', 'redeeming'] as const;
export type Budget = (typeof budgets)[number];

/** How many costly uses the links and sessions of one account have in a window, as long as the account stays as it is. */
export const usesPerAccount = 60;

const budgetPrefix: { readonly [budget in Budget]: string } = { asking: 'address', redeeming: 'redeeming' };

/**
 * The key of a source address, or of a network of them.
 *
 * @param address as `Caller` has it
 */
export function addressLimitKey(address: string, budget: Budget): string {
  return `${budgetPrefix[budget]}#${address}`;
}

/**
 * Counts a request against its source address, and then against the site of that address. A request that is refused for its address uses up nothing
 * of its site's ceiling, so one address cannot mute its neighbours.
 *
 * @throws {ResetError} `too-many-requests`
 */
export async function admitAddress(limits: Counting, caller: Caller, budget: Budget = 'asking'): Promise<null> {
  const { address, site, requestsPerFiveMinutes: maximum, now } = caller;
  await admit(limits, addressLimitKey(address, budget), maximum, now);
  if (site !== null) {
    await admit(limits, addressLimitKey(site, budget), addressesPerSite * maximum, now);
  }
  return null;
}

/**
 * Does what a link or a session allows. Only a refused one counts against the source address, so a person with a good link gets in however many
 * others share the address. Over the limit, a refused one is answered like any other request over its limit.
 *
 * @param isRefusal whether the work failed because its link or session is bad
 * @throws {ResetError} `too-many-requests`, or what the work throws
 */
export async function countRefusals<T>(
  limits: Counting,
  caller: Caller,
  work: Promise<T>,
  isRefusal: (error: unknown) => boolean,
): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (isRefusal(error)) {
      await admitAddress(limits, caller, 'redeeming');
    }
    throw error;
  }
}

export type LinkUse = {
  caller: Caller;
  /** Whether the accounts stay in a product's own server, which a look-up asks. */
  asksServer: boolean;
};

/**
 * Counts one costly use of a good link or session: a hash, or a call to a product's own server. It counts for the account, because a good link counts
 * against no address: otherwise its holder could cause such costs without end, by redemptions at the same time (F7).
 *
 * @param credentialStamp what the link or session remembers; it names the account and its state, so a new password begins a new count
 * @throws {ResetError} `too-many-requests`
 */
export function admitUse(limits: Counting, credentialStamp: string, now: number): Promise<void> {
  return admit(limits, `link#${sha256(credentialStamp)}`, usesPerAccount, now);
}

type Counting = Pick<Limits, 'count'>;

/**
 * Counts a request against a key.
 *
 * @param now epoch milliseconds
 * @throws {ResetError} `too-many-requests`
 */
export async function admit(limits: Counting, key: string, maximum: number, now: number): Promise<void> {
  const count = await limits.count(key, maximum, now);
  if (!count.within) {
    throw new ResetError('too-many-requests', { retryAfterSeconds: count.retryAfterSeconds });
  }
}
