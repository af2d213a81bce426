import { isExpired, mayManageProfiles } from './application.ts';
import type { Account, Realm, ResetRequest } from './ports.ts';
import type { Reach } from './reach.ts';
import { isAllowedLink, linkWithToken, templateLink } from './reset-link.ts';

export type LinkTarget = {
  /** The name of the application that asked; null if people ask for themselves. */
  application: string | null;
  linkFor: (token: string) => string;
};

export type LinkContext = {
  /** Epoch milliseconds. */
  now: number;
  allowPlainHttp: boolean;
  /** Whether Rekey judges the access tokens of applications. Otherwise the product's own server has done so. */
  judgesApplications: boolean;
  /** The configured link of a realm whose requests hold none, with the placeholder `{token}`. */
  linkTemplate: (realm: Realm) => string;
};

/** How the mails of the realms differ, by their contracts. */
export const mailRules: {
  readonly [realm in Realm]: { identifiesBy: 'id' | 'address'; link: 'requested' | 'configured'; mailsDisabledAccounts: boolean };
} = {
  'crafter-profile': { identifiesBy: 'id', link: 'requested', mailsDisabledAccounts: true },
  'crafter-studio': { identifiesBy: 'id', link: 'configured', mailsDisabledAccounts: false },
  'traffic-ops': { identifiesBy: 'address', link: 'configured', mailsDisabledAccounts: false },
};

/**
 * Decides where the links of a request lead.
 *
 * @returns undefined if the application may not, or may no longer, have its link mailed to these accounts (K10, M6)
 */
export async function linkTarget(
  ports: Reach<'applications.find'>,
  request: Pick<ResetRequest, 'realm' | 'link' | 'application'>,
  accounts: readonly Account[],
  { now, allowPlainHttp, judgesApplications, linkTemplate }: LinkContext,
): Promise<LinkTarget | undefined> {
  if (mailRules[request.realm].link === 'configured') {
    const template = linkTemplate(request.realm);
    return { application: null, linkFor: (token) => templateLink(template, token) };
  }
  const { link } = request;
  const application = request.application === null ? undefined : await ports.applications.find(request.application);
  if (link === null || application === undefined) {
    return undefined;
  }
  const mayAsk = !isExpired(application, now) && accounts.every(({ tenant }) => mayManageProfiles(application, tenant));
  const isAllowed = isAllowedLink(link, application.resetPasswordUrls, { allowPlainHttp }) && (mayAsk || !judgesApplications);
  return isAllowed ? { application: application.name, linkFor: (token) => linkWithToken(link, token) } : undefined;
}
