import { mayManageProfiles } from './application.ts';
import { besideAdmission } from './beside-admission.ts';
import { ResetError } from './errors.ts';
import type { Account, Application, MailLimits, Reach, ResetRequest } from './ports.ts';
import { isAllowedLink } from './reset-link.ts';
import { started } from './started.ts';

export type Asked = Pick<ResetRequest, 'realm' | 'identifier' | 'requestId' | 'languages'> & {
  mailLimits: MailLimits;
  /** Epoch milliseconds. */
  now: number;
};

/** `throttled`: the account has had its mails for now. The answer to the caller is the same. */
export type Asking = 'accepted' | 'throttled';

/**
 * Someone unknown asks for a reset. Whether the look-up finds an account decides only about its refusals; where the contract conceals
 * accounts there is no look-up.
 *
 * @param lookUp begun beside the admission; rejects when the caller is to be told that there is no such account
 * @throws {ResetError} `too-many-requests`, or what the look-up says
 */
export async function requestReset(
  ports: Reach<'resetRequests.put'>,
  asked: Asked & { admission: Promise<unknown>; lookUp?: Promise<unknown> | undefined },
): Promise<Asking> {
  await besideAdmission(asked.lookUp ?? Promise.resolve(), asked.admission);
  return putResetRequest(ports, asked, { asker: 'anonymous', link: null, application: null });
}

type ForApplication = {
  /** As it was given; an id is 24 hexadecimal digits, and anything else is nobody's. */
  id: string;
  /** Resolves when the application may call now. */
  admission: Promise<Application>;
  link: string;
  allowPlainHttp: boolean;
};

/**
 * An application asks for a reset on behalf of one of its people (Crafter Profile).
 *
 * @returns the account, which this does not change
 * @throws {ResetError} `link-refused` (P8), `account-not-found` (P5), `action-denied` (P6)
 */
export async function requestResetForApplication(
  ports: Reach<'accounts.find' | 'resetRequests.put'>,
  { id, admission, link, allowPlainHttp, ...asked }: Omit<Asked, 'identifier'> & ForApplication,
): Promise<{ account: Account; asking: Asking }> {
  const identifier = id.toLowerCase();
  const isProfileId = /^[0-9a-f]{24}$/.test(identifier);
  const lookUp = started(isProfileId ? ports.accounts.find({ realm: asked.realm, id: identifier }) : Promise.resolve(undefined));
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
  const by = { asker: 'application', link, application: application.accessTokenHash } as const;
  const asking = await putResetRequest(ports, { ...asked, identifier }, by);
  return { account, asking };
}

/** Writes the request, which is also its order to the mailer. */
export function putResetRequest(
  ports: Reach<'resetRequests.put'>,
  { realm, identifier, requestId, languages, mailLimits, now }: Asked,
  by: Pick<ResetRequest, 'asker' | 'link' | 'application'>,
): Promise<Asking> {
  return ports.resetRequests.put({ realm, identifier, requestId, languages, requestedAt: now, ...by }, mailLimits);
}
