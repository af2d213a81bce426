import { isNamed } from './account.ts';
import { canonicalAddress } from './address.ts';
import { isRevoked } from './check-token.ts';
import { hasSelfService, linkTarget, mailRuleOf } from './link-target.ts';
import { alreadyDone, dropped, type MailObstacle, type MailOutcome, type ResetMailOutcome } from './mail-outcome.ts';
import { mailIdOf, mailResetLink, mailsPerMailbox, type ResetLinkContext } from './mail-reset-link.ts';
import {
  type Account,
  type MailAttempt,
  type MailedAccount,
  MailRefused,
  type ResetRequestKey,
  type StoredResetRequest,
} from './ports.ts';
import type { Reach } from './reach.ts';

export type ResetLinkJob = {
  key: ResetRequestKey;
  /** As in `ResetRequest`. */
  typed: string;
  sequence: number;
};

type MailerPorts = Reach<
  | 'resetRequests.find'
  | 'resetRequests.markDone'
  | 'resetRequests.markDropped'
  | 'resetRequests.servedAccounts'
  | 'resetRequests.markServed'
  | 'accounts.find'
  | 'accounts.findByAddress'
  | 'accounts.takeStamp'
  | 'applications.find'
  | 'resetTokens.notBefore'
  | 'resetTokens.put'
  | 'mailboxes.countMail'
  | 'mailNotes.noteAttempt'
  | 'mailer.send'
>;

type NotingPorts = MailerPorts & {
  /** Takes the storing of a note. It never rejects. */
  note(storing: Promise<void>): void;
};

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
    // Lambda freezes the process after that.
    await Promise.all(notes);
  }
}

/**
 * Whoever revokes an account settles its requests first and replaces the stamp then. So a request that is still unsettled after its accounts were read
 * sends links with the stamps from before, which the revoke ends (K14). Nobody gets a mail of a request without accounts, so it is not read.
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
  // Only a captured request function could write a time in the future, to make a link that lives longer, or name another product, asker or account than
  // the record did by which the accounts were found.
  const requestedAt = Math.min(request.requestedAt, context.now);
  const asked = { ...request, ...job.key, requestedAt, sequence: job.sequence };
  // A link of a revoked request would be dead when it arrives (K14).
  const outcome = isRevoked(asked, notBefore)
    ? toNobody(dropped('revoked'))
    : await mailTheLinks(ports, asked, accounts, context);
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

async function mailTheLinks(
  ports: NotingPorts,
  request: StoredResetRequest,
  found: readonly Account[],
  context: ResetLinkContext,
): Promise<ResetMailOutcome> {
  if (request.requestedAt + context.tokenLifetimeMs <= context.now) {
    return toNobody(dropped('too-old'));
  }
  const accounts = inTurn(found, request.sequence);
  const target = await linkTarget(ports, request, accounts, context);
  if (target === undefined) {
    return toNobody(dropped('link-not-allowed'));
  }
  const { attempts, mailed } = await mailEach(
    ports,
    accounts,
    request,
    (account) => noting(ports, account, request, context.now, mailResetLink(ports, account, request, target, context)),
    context.now,
  );
  const failures = attempts.filter((attempt) => attempt.status === 'rejected').map((attempt) => attempt.reason);
  if (failures.length > 0) {
    throw failures.find((failure) => !(failure instanceof MailRefused)) ?? failures[0];
  }
  const obstacles = attempts.flatMap((attempt) => (attempt.status === 'fulfilled' && attempt.value ? [attempt.value] : []));
  const mailsSent = attempts.length - obstacles.length;
  return {
    mailsSent,
    mailsDropped: obstacles.length,
    mailsHeldBack: obstacles.filter((obstacle) => obstacle === 'mailbox-full').length,
    reason: obstacles[0] ?? (mailsSent > 0 ? 'sent' : 'already-done'),
    mailed,
  };
}

/**
 * Notes what becomes of the mail, for the operator. Nothing waits for the note but the end of the job. A note that is lost leaves a gap there, and must not
 * send the mail a second time.
 */
async function noting(
  ports: NotingPorts,
  account: Account,
  request: StoredResetRequest,
  now: number,
  mailing: Promise<MailObstacle | undefined>,
): Promise<MailObstacle | undefined> {
  const note = (outcome: MailAttempt) => {
    const { realm, id } = account;
    const { requestId, requestedAt } = request;
    const mail = { realm, id, mailId: mailIdOf(request, account), requestId, requestedAt, outcome, now };
    ports.note(ports.mailNotes.noteAttempt(mail).catch(() => {}));
  };
  try {
    const obstacle = await mailing;
    note(obstacle ?? 'sent');
    return obstacle;
  } catch (failure) {
    if (failure instanceof MailRefused) {
      note('refused');
    }
    throw failure;
  }
}

function toNobody(outcome: MailOutcome): ResetMailOutcome {
  return { ...outcome, mailed: [] };
}

/** If more accounts share an address than their mailbox gets mails, each request begins where the last one ended, so that all have their turn. */
function inTurn(accounts: readonly Account[], sequence: number): readonly Account[] {
  if (accounts.length <= mailsPerMailbox) {
    return accounts;
  }
  const ordered = accounts.toSorted((one, other) => (one.id < other.id ? -1 : 1));
  const first = ((sequence - 1) * mailsPerMailbox) % ordered.length;
  return [...ordered.slice(first), ...ordered.slice(0, first)];
}

type Attempt = PromiseSettledResult<MailObstacle | undefined>;

/**
 * Mails to one account after the other and records each that got its mail, so that another attempt continues with the others. However slowly SES
 * accepts mails, everyone gets one and nobody gets many. For a single account the mark of the request itself is enough.
 */
async function mailEach(
  ports: MailerPorts,
  accounts: readonly Account[],
  request: StoredResetRequest,
  mail: (account: Account) => Promise<MailObstacle | undefined>,
  now: number,
): Promise<{ attempts: readonly Attempt[]; mailed: readonly MailedAccount[] }> {
  const { sequence } = request;
  const isShared = accounts.length > 1;
  const served = isShared ? await ports.resetRequests.servedAccounts(request, sequence) : new Set<string>();
  const attempts: Attempt[] = [];
  const mailed = accounts.filter(({ id }) => served.has(id));
  for (const account of accounts.filter(({ id }) => !served.has(id))) {
    const [attempt] = await Promise.allSettled([mail(account)]);
    attempts.push(attempt);
    if (attempt.status === 'fulfilled' && attempt.value === undefined) {
      mailed.push(account);
      if (isShared) {
        await ports.resetRequests.markServed(request, { sequence, accountId: account.id, now });
      }
    }
  }
  return { attempts, mailed };
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
