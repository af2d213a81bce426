import { linkTarget } from './link-target.ts';
import { dropped, type MailObstacle, type ResetMailOutcome, toNobody } from './mail-outcome.ts';
import { mailIdOf, mailResetLink, mailsPerMailbox, type ResetLinkContext } from './mail-reset-link.ts';
import { type Account, type MailAttempt, type MailedAccount, MailRefused, type StoredResetRequest } from './ports.ts';
import type { Reach } from './reach.ts';

export type MailingPorts = Reach<
  | 'resetRequests.servedAccounts'
  | 'resetRequests.markServed'
  | 'accounts.takeStamp'
  | 'applications.find'
  | 'resetTokens.put'
  | 'mailboxes.countMail'
  | 'mailNotes.noteAttempt'
  | 'mailer.send'
>;

export type Notes = {
  /** Lets the job wait for a note at its end. The promise MUST never reject. */
  note(storing: Promise<void>): void;
};

/**
 * Mails the link of a request to these accounts, unless the request is too old or its link is not allowed.
 *
 * @throws {MailRefused} if a mail will never go out; all others went out
 */
export async function mailToAccounts(
  ports: MailingPorts & Notes,
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
 * Notes what becomes of the mail, for the operator. Only the end of the job waits for the note. A lost note leaves a gap there, and must not send the mail
 * a second time.
 */
async function noting(
  ports: MailingPorts & Notes,
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
  ports: MailingPorts,
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
