import { dynamoAccounts } from '#lib/dynamo/dynamo-accounts.ts';
import { dynamoApplications } from '#lib/dynamo/dynamo-applications.ts';
import { dynamoResetRequests } from '#lib/dynamo/dynamo-reset-requests.ts';
import { listApplications } from '#lib/dynamo/operator/administer-applications.ts';
import { deliverableAddress } from '#lib/reset/address.ts';
import { isExpired, mayManageProfiles } from '#lib/reset/application.ts';
import type { Account, Application, Realm } from '#lib/reset/ports.ts';
import { submitResetRequest } from '#lib/reset/request-reset.ts';
import { isAllowedLink } from '#lib/reset/reset-link.ts';
import { randomText } from '#lib/reset/token.ts';
import { accountReference, noSuchAccount } from './account-reference.ts';
import { AdminError } from './admin-error.ts';
import { pickApplication } from './applications.ts';
import { gather } from './gather.ts';
import type { Outcome } from './operate.ts';
import { requestIdentifier } from './request-identifier.ts';
import type { Target } from './target.ts';

type SendOptions = { application?: string; url?: string };

/** Asks for a reset as an administrator; the mailer does the rest. What it would drop without a word is refused here with one. */
export async function sendReset({ settings }: Target, realm: Realm, id: string, options: SendOptions): Promise<Outcome> {
  const reference = accountReference(realm, id);
  const account = await dynamoAccounts(settings).find(reference);
  if (account === undefined) {
    throw noSuchAccount(reference);
  }
  const identifier = checkedIdentifier(account);
  const led = await whereItLeads(settings, account, options);
  const asked = {
    realm,
    identifier,
    requestId: `operator-${randomText(9)}`,
    languages: '',
    mailLimits: settings,
    now: Date.now(),
  };
  const asking = await submitResetRequest({ resetRequests: dynamoResetRequests(settings) }, asked, {
    asker: 'administrator',
    ...led,
  });
  if (asking === 'throttled') {
    throw new AdminError(
      `Administrators had all the mails sent that one account may get: ${settings.mailsPerMinute} in a minute, ${settings.mailsPerHour} in an hour.`,
    );
  }
  return {
    json: { realm, id: reference.id, requestId: asked.requestId },
    text: [`A reset link for ${realm} ${reference.id} is on its way.`],
  };
}

function checkedIdentifier(account: Account): string {
  const name = `${account.realm} ${account.id}`;
  if (account.externallyManaged) {
    throw new AdminError(`The password of ${name} is kept elsewhere.`);
  }
  if (!account.enabled && account.realm !== 'crafter-profile') {
    throw new AdminError(`${name} is disabled and gets no mail.`);
  }
  const address = deliverableAddress(account);
  const identifier = requestIdentifier(account);
  if ('obstacle' in address || identifier === undefined) {
    throw new AdminError(
      'obstacle' in address && address.obstacle === 'undeliverable-address'
        ? `${name} gets no mail: its address bounced or complained; addresses lift undoes that.`
        : `${name} has no mail address.`,
    );
  }
  return identifier;
}

/** Profiles' links lead where an application wants them to; those of the other realms are configured. */
async function whereItLeads(
  settings: Target['settings'],
  account: Account,
  { application: wanted, url }: SendOptions,
): Promise<{ link: string | null; application: string | null }> {
  if (account.realm !== 'crafter-profile') {
    if (wanted !== undefined || url !== undefined) {
      throw new AdminError('--application and --url are for crafter-profile.');
    }
    return { link: null, application: null };
  }
  const last = await dynamoResetRequests(settings).find({ realm: account.realm, asker: 'application', identifier: account.id });
  const link = url ?? last?.link ?? undefined;
  const application =
    wanted !== undefined
      ? pickApplication(await gather(listApplications(settings)), wanted)
      : last?.application && (await dynamoApplications(settings).find(last.application));
  if (link === undefined || !application) {
    throw new AdminError(
      'Nobody asked for this profile lately: say with --application and --url on whose behalf, and where the link leads.',
    );
  }
  refuseWhatIsNotAllowed(settings, account, application, link);
  return { link, application: application.accessTokenHash };
}

/** As the mailer would. */
function refuseWhatIsNotAllowed(settings: Target['settings'], account: Account, application: Application, link: string): void {
  const { name, resetPasswordUrls } = application;
  if (isExpired(application, Date.now())) {
    throw new AdminError(`The access token of ${name} has expired.`);
  }
  if (!isAllowedLink(link, resetPasswordUrls, { allowPlainHttp: settings.demo })) {
    throw new AdminError(`${name} may not have ${link} mailed; it may have ${resetPasswordUrls.join(' ')}.`);
  }
  if (!mayManageProfiles(application, account.tenant)) {
    throw new AdminError(`${name} may not manage the profiles of the tenant ${account.tenant ?? '(none)'}.`);
  }
}
