import { isNamed } from './account.ts';
import { canonicalAddress } from './address.ts';
import { isRevoked } from './check-token.ts';
import { hasSelfService, mailRuleOf } from './link-target.ts';
import { alreadyDone, dropped, type MailOutcome, type ResetMailOutcome, toNobody } from './mail-outcome.ts';
import type { ResetLinkContext } from './mail-reset-link.ts';
import { type MailingPorts, mailToAccounts, type Notes } from './mail-to-accounts.ts';
import type { Account, ResetRequestKey, StoredResetRequest } from './ports.ts';
import type { Reach } from './reach.ts';

export type ResetLinkJob = {
  key: ResetRequestKey;
  /** As in `ResetRequest`. */
  typed: string;
  sequence: number;
};

type MailerPorts = MailingPorts &
  Reach<
    | 'resetRequests.find'
    | 'resetRequests.markDone'
    | 'resetRequests.markDropped'
    | 'accounts.find'
    | 'accounts.findByAddress'
    | 'resetTokens.notBefore'
  >;

type NotingPorts = MailerPorts & Notes;

/**
 * Mails the link of one stored request to each account that it means, each with its own token (M12). A record that is delivered again sends
 * nothing (M9). After a failure the remaining accounts are tried again. The account whose mail failed may get a second mail; both links work.
 *
 * @throws {MailRefused} if a mail will never go out; all others went out
 */
export async function sendResetLink(ports: MailerPorts, job: ResetLinkJob, context: ResetLinkContext): Promise<MailOutcome> {
  const notes: Promise<void>[] = [];
  try {
    return await mailAndSettle({ ...ports, note: (note) => void notes.push(note) }, job, context);
  } finally {
    // Lambda freezes the process when the job ends, so every note must be stored before.
    await Promise.all(notes);
  }
}

/**
 * Whoever revokes an account settles its requests first and replaces the stamp then. So a request that is still unsettled after its accounts were read
 * sends links with the stamps from before, which the revoke ends (K14). A request without accounts mails nobody, so it is not read.
 */
async function mailAndSettle(ports: NotingPorts, job: ResetLinkJob, context: ResetLinkContext): Promise<MailOutcome> {
  const accounts = await findAccounts(ports, { ...job.key, typed: job.typed }, context);
  if (accounts.length === 0) {
    return settle(ports, job, toNobody(dropped('no-account')), context.now);
  }
  const [request, notBefore] = await Promise.all([findUnsettled(ports, job), ports.resetTokens.notBefore(job.key.realm)]);
  if (request === undefined) {
    return alreadyDone;
  }
  // A captured request function could write a time in the future, to make a link that lives longer. It could also name another product, asker or account
  // than the record from which the accounts were found. So the record decides.
  const requestedAt = Math.min(request.requestedAt, context.now);
  const asked = { ...request, ...job.key, requestedAt, sequence: job.sequence };
  // A link of a revoked request would be dead when it arrives (K14).
  const outcome = isRevoked(asked, notBefore)
    ? toNobody(dropped('revoked'))
    : await mailToAccounts(ports, asked, accounts, context);
  return settle(ports, job, outcome, context.now);
}

/** Ends a request of which a mail will never go out. Other accounts with the same address may have got theirs. */
export async function giveUpResetLink(
  ports: Reach<'resetRequests.servedAccounts' | 'resetRequests.markFailed'>,
  { key, sequence }: ResetLinkJob,
  reason: string,
  now: number,
): Promise<void> {
  const served = await ports.resetRequests.servedAccounts(key, sequence);
  const mailed = [...served].map((id) => ({ id, tenant: null }));
  await ports.resetRequests.markFailed(key, sequence, { outcome: reason, mailed, at: now });
}

/** What strangers ask for accounts that do not exist is nothing that an operator has to know. */
async function settle(
  ports: MailerPorts,
  { key, sequence }: ResetLinkJob,
  { mailed, ...outcome }: ResetMailOutcome,
  now: number,
): Promise<MailOutcome> {
  const isForOperator = outcome.mailsDropped > 0 && outcome.reason !== 'no-account';
  const settlement = { mailed, outcome: outcome.reason, at: now };
  await ports.resetRequests[isForOperator ? 'markDropped' : 'markDone'](key, sequence, settlement);
  return outcome;
}

/** The request of a job, if it is stored and nobody has settled it: no earlier attempt, and no operator who revoked it. */
async function findUnsettled(ports: MailerPorts, { key, sequence }: ResetLinkJob): Promise<StoredResetRequest | undefined> {
  const request = await ports.resetRequests.find(key);
  return request !== undefined && request.mailedFor < sequence && request.sequence >= sequence ? request : undefined;
}

async function findAccounts(
  ports: MailerPorts,
  { realm, asker, identifier, typed }: ResetRequestKey & Pick<ResetLinkJob, 'typed'>,
  { selfServiceTenants }: ResetLinkContext,
): Promise<readonly Account[]> {
  if (mailRuleOf({ realm, asker }).identifiesBy === 'address') {
    // It is canonical already. Stored text has no type, so it gets its type back here.
    const found = await ports.accounts.findByAddress(realm, canonicalAddress(identifier), typed || identifier);
    return found.filter((account) => hasSelfService(account, selfServiceTenants));
  }
  const account = await ports.accounts.find({ realm, id: identifier });
  const isMeant = account !== undefined && (asker !== 'anonymous' || isNamed(account, identifier));
  return isMeant ? [account] : [];
}
