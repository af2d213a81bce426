import { findNamedAccount, requestIdentifiers } from '#infra/admin/accounts/account-reference.ts';
import { AdminError } from '#infra/admin/admin-error.ts';
import { allApplications, pickApplication } from '#infra/admin/applications/pick-application.ts';
import type { Outcome } from '#infra/admin/operate.ts';
import type { Target } from '#infra/admin/target.ts';
import { operatorRequestId } from '#lib/audit/operator-request-id.ts';
import { dynamoApplications } from '#lib/dynamo/dynamo-applications.ts';
import { dynamoResetRequests } from '#lib/dynamo/dynamo-reset-requests.ts';
import { deliverableAddress } from '#lib/reset/address.ts';
import { defaultApplication, isExpired, mayManageProfiles } from '#lib/reset/application.ts';
import type { Account, Application, Realm } from '#lib/reset/ports.ts';
import { submitResetRequest } from '#lib/reset/request-reset.ts';
import { isAllowedLink } from '#lib/reset/reset-link.ts';
import { isUpstream } from '#lib/settings/is-upstream.ts';

type SendOptions = { application?: string; url?: string };

/** Asks for a reset as an administrator. What the mailer would drop silently is refused here with a message. */
export async function sendReset({ settings }: Target, realm: Realm, id: string, options: SendOptions): Promise<Outcome> {
  const account = await findNamedAccount(settings, realm, id);
  const identifier = checkedIdentifier(account);
  const led = await whereItLeads(settings, account, options);
  const asked = {
    realm,
    identifier,
    // A product's own server compares addresses byte for byte.
    ...(realm === 'traffic-ops' && account.email !== null && { typed: account.email }),
    requestId: operatorRequestId(),
    languages: '',
    timeZone: null,
    device: null,
    mailLimits: settings,
    now: Date.now(),
  };
  const asking = await submitResetRequest({ resetRequests: dynamoResetRequests(settings) }, asked, {
    asker: 'administrator',
    ...led,
  });
  if (asking === 'throttled') {
    throw new AdminError(
      `This account has had all the mails that administrators may send it: ${settings.mailsPerMinute} a minute, ${settings.mailsPerTokenLifetime} in ${settings.tokenLifetimeMinutes} minutes.`,
    );
  }
  return {
    json: { realm, id: account.id, requestId: asked.requestId },
    text: [`A reset link for ${realm} ${account.id} is on its way.`],
  };
}

function checkedIdentifier(account: Account): string {
  const name = `${account.realm} ${account.id}`;
  if (account.externallyManaged) {
    throw new AdminError(`Another system keeps the password of ${name}.`);
  }
  if (!account.enabled && account.realm !== 'crafter-profile') {
    throw new AdminError(`${name} is disabled and gets no mail.`);
  }
  const address = deliverableAddress(account, Date.now());
  const [identifier] = requestIdentifiers(account);
  if ('obstacle' in address || identifier === undefined) {
    throw new AdminError(
      'obstacle' in address && address.obstacle === 'undeliverable-address'
        ? `${name} gets no mail, because a mail to its address bounced or its reader complained. Run addresses lift to allow mail again.`
        : `${name} has no address that mail can go to.`,
    );
  }
  return identifier;
}

/** An application chooses where the link of a profile leads. In the other realms the settings do. */
async function whereItLeads(
  settings: Target['settings'],
  account: Account,
  { application: wanted, url }: SendOptions,
): Promise<{ link: string | null; application: string | null }> {
  if (account.realm !== 'crafter-profile') {
    if (wanted !== undefined || url !== undefined) {
      throw new AdminError('--application and --url are for crafter-profile only.');
    }
    return { link: null, application: null };
  }
  const last = await dynamoResetRequests(settings).find({ realm: account.realm, asker: 'application', identifier: account.id });
  const link = url ?? last?.link ?? undefined;
  const application =
    wanted !== undefined
      ? pickApplication(await allApplications(settings), wanted)
      : await lastApplication(settings, last?.application ?? null);
  if (link === undefined || application === undefined) {
    throw new AdminError('No application has asked for this profile recently. Give --application and --url.');
  }
  refuseWhatIsNotAllowed(settings, account, application, link);
  return { link, application: application.accessTokenHash };
}

/** Of a profile that stays in Crafter Profile's own server, the entry for all other applications may decide too. */
async function lastApplication(settings: Target['settings'], last: string | null): Promise<Application | undefined> {
  const key = last ?? (isUpstream('crafter-profile', settings) ? defaultApplication : null);
  return key === null ? undefined : dynamoApplications(settings).find(key);
}

/** Applies the mailer's own rules. Crafter Profile's own server judges by itself what an application may do. */
function refuseWhatIsNotAllowed(settings: Target['settings'], account: Account, application: Application, link: string): void {
  const { name, resetPasswordUrls } = application;
  if (isExpired(application, Date.now())) {
    throw new AdminError(`The access token of ${name} has expired.`);
  }
  if (!isAllowedLink(link, resetPasswordUrls, { allowPlainHttp: settings.demo })) {
    throw new AdminError(`The links of ${name} may not lead to ${link}. They may lead to ${resetPasswordUrls.join(' ')}.`);
  }
  if (!isUpstream('crafter-profile', settings) && !mayManageProfiles(application, account.tenant)) {
    throw new AdminError(`${name} may not manage the profiles of the tenant ${account.tenant ?? '(none)'}.`);
  }
}
