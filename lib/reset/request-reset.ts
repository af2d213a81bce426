import { mayManageProfiles } from './application.ts';
import { besideAdmission, started } from './beside-admission.ts';
import { ResetError } from './errors.ts';
import type { Account, Application, MailLimits, Realm, RequestOutcome, ResetRequest } from './ports.ts';
import type { Reach } from './reach.ts';
import { isAllowedLink } from './reset-link.ts';

/** What every request for a reset mail takes from its call. */
export type RequestMetadata = Pick<ResetRequest, 'requestId' | 'languages' | 'timeZone' | 'device' | 'address'> & {
  mailLimits: MailLimits;
  /** Epoch milliseconds. */
  now: number;
};

/** Which account, as in `ResetRequest`. `typed` is absent if it is the identifier. */
type RequestedAccount = Pick<ResetRequest, 'realm' | 'identifier'> & { typed?: string };

type ForApplication = {
  realm: Realm;
  /** As it was given. An id has 24 hexadecimal digits, so no account has any other. */
  id: string;
  /** Resolves when the application may call now. */
  admission: Promise<Application>;
  link: string;
  allowPlainHttp: boolean;
};

/**
 * Accepts a request that anyone may make, without a credential. The look-up only decides whether the request is refused. If accounts are concealed
 * there is no look-up.
 *
 * @param lookUp already started, beside the admission; rejects if the caller may learn that there is no such account
 * @throws {ResetError} `too-many-requests`, or what the look-up throws
 */
export async function requestReset(
  ports: Reach<'resetRequests.put'>,
  request: RequestedAccount & RequestMetadata & { admission: Promise<unknown>; lookUp?: Promise<unknown> | undefined },
): Promise<RequestOutcome> {
  await besideAdmission(request.lookUp ?? Promise.resolve(), request.admission);
  return submitResetRequest(ports, request, { asker: 'anonymous', link: null, application: null });
}

/**
 * Accepts a request that an application makes for one of its people (Crafter Profile).
 *
 * @returns the account, which this does not change
 * @throws {ResetError} `link-refused` (P8), `account-not-found` (P5), `action-denied` (P6)
 */
export async function requestResetForApplication(
  ports: Reach<'accounts.find' | 'resetRequests.put'>,
  { realm, id, admission, link, allowPlainHttp, ...metadata }: ForApplication & RequestMetadata,
): Promise<{ account: Account; outcome: RequestOutcome }> {
  const identifier = id.toLowerCase();
  const isProfileId = /^[0-9a-f]{24}$/.test(identifier);
  const lookUp = started(isProfileId ? ports.accounts.find({ realm, id: identifier }) : Promise.resolve(undefined));
  const application = await admission;
  if (!isAllowedLink(link, application.resetPasswordUrls, { allowPlainHttp })) {
    throw new ResetError('link-refused', { application: application.name });
  }
  const account = await lookUp;
  if (account === undefined) {
    throw new ResetError('account-not-found', { identifier: id });
  }
  if (!mayManageProfiles(application, account.tenant)) {
    throw new ResetError('action-denied', { tenant: account.tenant ?? '' });
  }
  const by = { asker: 'application', link, application: application.accessTokenHash, actor: application.name } as const;
  const outcome = await submitResetRequest(ports, { ...metadata, realm, identifier }, by);
  return { account, outcome };
}

/** Writes the request. This write is also the order to the mailer. */
export function submitResetRequest(
  ports: Reach<'resetRequests.put'>,
  { mailLimits, now, ...request }: RequestedAccount & RequestMetadata,
  by: Pick<ResetRequest, 'asker' | 'link' | 'application' | 'actor'>,
): Promise<RequestOutcome> {
  const { realm, identifier, typed = identifier, requestId, languages, timeZone, address } = request;
  // What an application or an administrator asked with is not the person's own device.
  const device = by.asker === 'anonymous' ? request.device : null;
  const from = address === undefined ? {} : { address };
  const stored = { realm, identifier, typed, requestId, requestedAt: now, languages, timeZone, device, ...from, ...by };
  return ports.resetRequests.put(stored, mailLimits);
}
