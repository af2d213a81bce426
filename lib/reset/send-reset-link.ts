import { isExpired, mayManageProfiles } from './application.ts';
import { isOpen } from './is-open.ts';
import { mailAddress } from './mail-address.ts';
import { alreadyDone, dropped, type MailObstacle, type MailOutcome } from './mail-outcome.ts';
import {
  type Account,
  type Asker,
  type Mail,
  MailRefused,
  type Reach,
  type Realm,
  type ResetRequestKey,
  type StoredResetRequest,
} from './ports.ts';
import { isAllowedLink, linkWithToken, templateLink } from './reset-link.ts';
import { mintToken } from './token.ts';

export type ResetLinkJob = { key: ResetRequestKey; sequence: number };

export type ResetLinkLetter = {
  account: Account & { email: string };
  asker: Asker;
  link: string;
  /** Epoch milliseconds. */
  requestedAt: number;
  /** Epoch milliseconds. */
  expiresAt: number;
  /** As in `ResetRequest`. */
  languages: string;
};

export type ResetLinkContext = {
  /** Epoch milliseconds. */
  now: number;
  tokenLifetimeMs: number;
  allowPlainHttp: boolean;
  /** The configured link of a realm whose requests bring none, with the placeholder `{token}`. */
  linkTemplate: (realm: Realm) => string;
  compose: (letter: ResetLinkLetter) => Mail;
};

/** How the realms' contracts differ in their mails. */
const realmRules: {
  readonly [realm in Realm]: { identifiesBy: 'id' | 'address'; link: 'requested' | 'configured'; mailsClosedAccounts: boolean };
} = {
  'crafter-profile': { identifiesBy: 'id', link: 'requested', mailsClosedAccounts: true },
  'crafter-studio': { identifiesBy: 'id', link: 'configured', mailsClosedAccounts: false },
  'traffic-ops': { identifiesBy: 'address', link: 'configured', mailsClosedAccounts: false },
};

type MailerPorts = Reach<
  | 'resetRequests.find'
  | 'resetRequests.markDone'
  | 'resetRequests.servedAccounts'
  | 'resetRequests.markServed'
  | 'accounts.find'
  | 'accounts.findByAddress'
  | 'applications.find'
  | 'resetTokens.put'
  | 'mailer.send'
>;

/**
 * Mails the link of one stored request to each account that it means, every one with a token of its own (M12). A record that is delivered
 * again sends nothing (M9). After a failure the rest is tried again; who was being mailed to may get a second mail, and both links work.
 *
 * @throws {MailRefused} a mail will never go out; all others went
 */
export async function sendResetLink(ports: MailerPorts, job: ResetLinkJob, context: ResetLinkContext): Promise<MailOutcome> {
  const request = await ports.resetRequests.find(job.key);
  const isDone = request === undefined || request.mailedFor >= job.sequence || request.sequence < job.sequence;
  if (isDone) return alreadyDone;
  // A time in the future could only come from a captured request function, and would make a link that lives longer.
  const requestedAt = Math.min(request.requestedAt, context.now);
  const outcome = await mailTheLinks(ports, { ...request, requestedAt, sequence: job.sequence }, context);
  await ports.resetRequests.markDone(job.key, job.sequence);
  return outcome;
}

async function mailTheLinks(ports: MailerPorts, request: StoredResetRequest, context: ResetLinkContext): Promise<MailOutcome> {
  if (request.requestedAt + context.tokenLifetimeMs <= context.now) return dropped('too-old');
  const accounts = await findAccounts(ports, request);
  if (accounts.length === 0) return dropped('no-account');
  const linkFor = await linkOf(ports, request, accounts, context);
  if (linkFor === undefined) return dropped('link-not-allowed');
  const attempts = await mailEach(
    ports,
    accounts,
    request,
    (account) => mailOne(ports, account, request, linkFor, context),
    context.now,
  );
  const failures = attempts.filter((attempt) => attempt.status === 'rejected').map((attempt) => attempt.reason);
  if (failures.length > 0) throw failures.find((failure) => !(failure instanceof MailRefused)) ?? failures[0];
  const obstacles = attempts.flatMap((attempt) => (attempt.status === 'fulfilled' && attempt.value ? [attempt.value] : []));
  const mailsSent = attempts.length - obstacles.length;
  return { mailsSent, mailsDropped: obstacles.length, reason: mailsSent > 0 ? 'sent' : (obstacles[0] ?? 'already-done') };
}

type Attempt = PromiseSettledResult<MailObstacle | undefined>;

/**
 * Mails to one account after the other and remembers who was mailed to, so that another attempt goes on with the others: however slowly SES
 * takes mails, everybody gets one and nobody gets many. For a single account the request's own mark says it.
 */
async function mailEach(
  ports: MailerPorts,
  accounts: readonly Account[],
  request: StoredResetRequest,
  mail: (account: Account) => Promise<MailObstacle | undefined>,
  now: number,
): Promise<readonly Attempt[]> {
  const { sequence } = request;
  const isShared = accounts.length > 1;
  const served = isShared ? await ports.resetRequests.servedAccounts(request, sequence) : new Set<string>();
  const attempts: Attempt[] = [];
  for (const account of accounts.filter(({ id }) => !served.has(id))) {
    const [attempt] = await Promise.allSettled([mail(account)]);
    attempts.push(attempt);
    if (isShared && attempt.status === 'fulfilled') {
      await ports.resetRequests.markServed(request, { sequence, accountId: account.id, now });
    }
  }
  return attempts;
}

async function findAccounts(ports: MailerPorts, { realm, identifier }: StoredResetRequest): Promise<readonly Account[]> {
  if (realmRules[realm].identifiesBy === 'address') {
    return ports.accounts.findByAddress(realm, identifier);
  }
  const account = await ports.accounts.find({ realm, id: identifier });
  return account === undefined ? [] : [account];
}

/** Makes the link for a token. There is none if the application may not have its link mailed to this account, or not any more (K10, M6). */
async function linkOf(
  ports: MailerPorts,
  request: StoredResetRequest,
  accounts: readonly Account[],
  { now, allowPlainHttp, linkTemplate }: ResetLinkContext,
): Promise<((token: string) => string) | undefined> {
  if (realmRules[request.realm].link === 'configured') {
    const template = linkTemplate(request.realm);
    return (token) => templateLink(template, token);
  }
  const { link } = request;
  const application = request.application === null ? undefined : await ports.applications.find(request.application);
  if (link === null || application === undefined || isExpired(application, now)) return undefined;
  const isAllowed =
    isAllowedLink(link, application.resetPasswordUrls, { allowPlainHttp }) &&
    accounts.every((account) => mayManageProfiles(application, account.tenant));
  return isAllowed ? (token) => linkWithToken(link, token) : undefined;
}

/** @returns why the account gets no mail, if it gets none */
async function mailOne(
  ports: MailerPorts,
  account: Account,
  { asker, requestedAt, languages }: StoredResetRequest,
  linkFor: (token: string) => string,
  { tokenLifetimeMs, compose }: ResetLinkContext,
): Promise<MailObstacle | undefined> {
  if (!isOpen(account) && !realmRules[account.realm].mailsClosedAccounts) return 'account-closed';
  const address = mailAddress(account);
  if ('obstacle' in address) return address.obstacle;
  const { token, tokenHash } = mintToken();
  const expiresAt = requestedAt + tokenLifetimeMs;
  const mail = compose({ account: { ...account, ...address }, asker, link: linkFor(token), requestedAt, expiresAt, languages });
  const { realm, id: accountId, credentialStamp, username, email, tenant } = account;
  await ports.resetTokens.put({ tokenHash, realm, accountId, credentialStamp, username, email, tenant, expiresAt });
  await ports.mailer.send(mail);
  return undefined;
}
