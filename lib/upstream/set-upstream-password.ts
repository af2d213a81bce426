import { setTimeout } from 'node:timers/promises';
import { isOpen } from '#lib/reset/account.ts';
import type { PasswordFault } from '#lib/reset/errors.ts';
import type { AccountReference, Cause } from '#lib/reset/ports.ts';
import type { Claim, DueNotice, Shadows } from '#lib/reset/shadows.ts';
import { newCredentialStamp } from '#lib/reset/token.ts';
import { type ProductServer, type ServerAccount, ServerMisconfigured } from './product-server.ts';
import { identityOf, readStamp, type UpstreamStamp } from './upstream-stamp.ts';
import { writePassword } from './write-password.ts';

export type UpstreamPorts = { server: ProductServer; shadows: ClaimingShadows };

type ClaimingShadows = Pick<Shadows, 'claim' | 'release' | 'settle'>;

export type UpstreamChange = {
  account: AccountReference;
  /** The stamp under which the change was allowed, as `writeStamp` wrote it. */
  stamp: string;
  /** Of the token that is redeemed. Null: an administrator sets the password. */
  tokenHash: string | null;
  /** The password policy has accepted it. */
  password: string;
  /** A disabled account is refused too. */
  mustBeEnabled: boolean;
  /** As in `ResetRequest`, for the notice. Empty if the owner did not make the request. */
  languages: string;
  /** As in `DueNotice`. */
  by: DueNotice['by'];
  cause?: Cause;
  /** Epoch milliseconds. */
  now: number;
};

export type UpstreamOutcome =
  /** `isSettled`: false if the claim could not be ended afterwards. Then no notice is due, and the operator must hear of it. */
  | { outcome: 'set'; account: ServerAccount; isSettled: boolean }
  | { outcome: 'stamp-changed' }
  | { outcome: 'account-gone-or-closed' }
  /** The server refuses this password, and the link stays good. */
  | { outcome: 'refused-there'; fault: PasswordFault }
  /** Nothing told whether the password was set. The link is dead, unless the server shows later that it was not. */
  | { outcome: 'unknown' }
  /** Rekey's credential there does not work. The link stays good. */
  | { outcome: 'misconfigured'; problem: string };

export type UpstreamTiming = {
  sleep(milliseconds: number): Promise<unknown>;
  /** Epoch milliseconds. */
  clock(): number;
  /** After this time no further step begins. With the longest step, it is below the function's time-out. */
  lastCallAfterMilliseconds: number;
  /** How long the claim keeps others out. It is longer than the function's time-out, so that its holder has ended by then. */
  claimMilliseconds: number;
};

/** For functions with a time-out of 25 seconds. The longest step takes 11 seconds: the witness of Traffic Ops, which reads and then logs in. */
export const upstreamTiming: UpstreamTiming = {
  sleep: setTimeout,
  clock: Date.now,
  lastCallAfterMilliseconds: 11_000,
  claimMilliseconds: 60_000,
};

/**
 * Sets a password in the product's own server, for one token at most.
 *
 * No product can set a password on the condition that nobody has since. So a redemption first claims the account by one conditional write to its
 * shadow, and only the holder of the claim writes to the server. A definite refusal gives the claim back, and the link is good again. If no answer
 * came, the holder writes the same password once more, which is harmless, and then asks the server for the password that it has. If even that does
 * not tell, the claim stays.
 *
 * With a fingerprint, the account is read before the claim: the read shows that nobody has set the password since the token was minted. If it misses
 * no password change, the token of a redemption that crashed works again when its claim is over. Without a fingerprint the read shows less than the
 * claim does. So the claim comes first, and of many redemptions at once only one calls the server.
 *
 * What remains: someone else may change the account there between Rekey's read and its write, and a write may arrive at the server after Rekey has
 * given up. In both cases the link is dead, and the last write wins.
 *
 * @throws {ServerUnavailable} if nothing was written; the link stays good
 */
export async function setUpstreamPassword(
  ports: UpstreamPorts,
  change: UpstreamChange,
  timing: UpstreamTiming = upstreamTiming,
): Promise<UpstreamOutcome> {
  const stamp = readStamp(change.stamp);
  if (stamp === undefined) {
    return { outcome: 'stamp-changed' };
  }
  const lastCallAt = timing.clock() + timing.lastCallAfterMilliseconds;
  const isTimeLeft = () => timing.clock() < lastCallAt;
  const read = () => readAccount(ports.server, change, stamp);
  const write = async (account: ServerAccount): Promise<WorkOutcome> => {
    const { fingerprint } = stamp;
    const { sleep } = timing;
    const written = await writePassword(ports.server, { account, fingerprint, password: change.password, sleep, isTimeLeft });
    return written.outcome === 'set' ? { outcome: 'set', account } : written;
  };
  try {
    if (stamp.fingerprint === '') {
      return await underClaim(ports, change, stamp, timing, async () => {
        const found = await read();
        return 'account' in found ? write(found.account) : found;
      });
    }
    const found = await read();
    return 'account' in found ? await underClaim(ports, change, stamp, timing, () => write(found.account)) : found;
  } catch (error) {
    if (error instanceof ServerMisconfigured) {
      return { outcome: 'misconfigured', problem: error.message };
    }
    throw error;
  }
}

type WorkOutcome = Exclude<UpstreamOutcome, { outcome: 'set' }> | { outcome: 'set'; account: ServerAccount };

type Found = { account: ServerAccount } | { outcome: 'stamp-changed' | 'account-gone-or-closed' };

async function readAccount(server: ProductServer, change: UpstreamChange, stamp: UpstreamStamp): Promise<Found> {
  const account = await server.findUnchanged(change.account.id, stamp.fingerprint);
  if (account === undefined || !isOpen(account, change)) {
    return { outcome: 'account-gone-or-closed' };
  }
  return identityOf(account) === stamp.identity ? { account } : { outcome: 'stamp-changed' };
}

/** @param work throws only if it has written nothing */
async function underClaim(
  { server, shadows }: UpstreamPorts,
  { account: reference, tokenHash, languages, by, cause, now }: UpstreamChange,
  { shadowStamp, fingerprint }: UpstreamStamp,
  { claimMilliseconds }: UpstreamTiming,
  work: () => Promise<WorkOutcome>,
): Promise<UpstreamOutcome> {
  const claim: Claim = { id: newCredentialStamp(), previousStamp: shadowStamp, tokenHash, until: now + claimMilliseconds };
  const options = { reenter: server.showsEveryChange(fingerprint) && tokenHash !== null, now };
  /** For when nothing was written. If it fails, the link may be dead, and the caller must hear that. */
  const isGivenBack = () => succeeds(shadows.release(reference, claim));
  const rethrow = async (error: unknown) => {
    if (await isGivenBack()) {
      throw error;
    }
    return unknown;
  };
  // A claim whose answer is an error may be stored all the same.
  const claimed = await shadows.claim(reference, claim, options).catch(rethrow);
  if (claimed !== true) {
    return claimed === false ? { outcome: 'stamp-changed' } : claimed;
  }
  const done = await work().catch(rethrow);
  if (done.outcome === 'set') {
    const notice = { noticeDue: now, languages, by, ...(cause && { cause }) };
    const isSettled = await succeeds(shadows.settle(reference, claim.id, notice));
    return { ...done, isSettled };
  }
  return done.outcome === 'unknown' || (await isGivenBack()) ? done : unknown;
}

const unknown = { outcome: 'unknown' } as const;

function succeeds(work: Promise<unknown>): Promise<boolean> {
  return work.then(
    () => true,
    () => false,
  );
}
