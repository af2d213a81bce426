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
  /** The tenants of Crafter Profile whose people ask for themselves. */
  selfServiceTenants: readonly string[];
  /** The configured link of a realm whose requests hold none, with the placeholder `{token}`. */
  linkTemplate: (realm: Realm) => string;
};

type MailRule = { identifiesBy: 'id' | 'address'; link: 'requested' | 'configured'; mailsDisabledAccounts: boolean };

/** How the mails of the realms differ, by their contracts. */
export const mailRules: { readonly [realm in Realm]: MailRule } = {
  'crafter-profile': { identifiesBy: 'id', link: 'requested', mailsDisabledAccounts: true },
  'crafter-studio': { identifiesBy: 'id', link: 'configured', mailsDisabledAccounts: false },
  'traffic-ops': { identifiesBy: 'address', link: 'configured', mailsDisabledAccounts: false },
};

/**
 * The rule for a request. In Crafter Profile, only owners ask without an application. They know their address and not their id, and their link leads to
 * Rekey's own page. So Rekey never mails the link that such a request holds (K10).
 */
export function mailRuleOf({ realm, asker }: Pick<ResetRequest, 'realm' | 'asker'>): MailRule {
  const isSelfService = realm === 'crafter-profile' && asker === 'anonymous';
  return isSelfService ? { ...mailRules[realm], identifiesBy: 'address', link: 'configured' } : mailRules[realm];
}

/**
 * Whether the owner of an account can ask for a link without an application or an administrator. In Crafter Profile only the people of some tenants
 * can: the applications of the others have pages of their own.
 *
 * @param tenants of Crafter Profile, by the settings
 */
export function hasSelfService({ realm, tenant }: Pick<Account, 'realm' | 'tenant'>, tenants: readonly string[]): boolean {
  return realm !== 'crafter-profile' || (tenant !== null && tenants.includes(tenant));
}

/**
 * Decides where the links of a request lead.
 *
 * @returns undefined if the application may not, or may no longer, have its link mailed to these accounts (K10, M6)
 */
export async function linkTarget(
  ports: Reach<'applications.find'>,
  request: Pick<ResetRequest, 'realm' | 'asker' | 'link' | 'application'>,
  accounts: readonly Account[],
  { now, allowPlainHttp, judgesApplications, linkTemplate }: LinkContext,
): Promise<LinkTarget | undefined> {
  if (mailRuleOf(request).link === 'configured') {
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
