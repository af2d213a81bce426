import { findNamedAccount, noSuchAccount } from '#infra/admin/accounts/account-reference.ts';
import { AdminError } from '#infra/admin/admin-error.ts';
import { counted } from '#infra/admin/counted.ts';
import type { Outcome } from '#infra/admin/operate.ts';
import type { Target } from '#infra/admin/target.ts';
import { dynamoShadows } from '#lib/dynamo/dynamo-shadows.ts';
import { replaceCredentialStamp } from '#lib/dynamo/operator/change-account.ts';
import { forgetOverdueClaim } from '#lib/dynamo/operator/shadows.ts';
import { type AccountReference, type Realm, realms } from '#lib/reset/ports.ts';
import { isUpstream } from '#lib/settings/is-upstream.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { callOff } from './call-off.ts';
import { type RevokeAllOptions, revokeAll, sessionsThatGoOn } from './revoke-all.ts';

type RevokeOptions = RevokeAllOptions & { all?: boolean };

/** Ends the links and sessions of one account, of a realm, or of all realms. */
export async function revokeResets(
  target: Target,
  realm: Realm | undefined,
  id: string | undefined,
  { all, ...options }: RevokeOptions,
): Promise<Outcome> {
  if ((id === undefined) !== (all === true)) {
    throw new AdminError('Give either a realm and the id of one account, or --all.');
  }
  if (realm === undefined || id === undefined) {
    return revokeAll(target, realm === undefined ? realms : [realm], options);
  }
  if (options.dryRun || options.yes) {
    throw new AdminError('--yes and --dry-run go with --all.');
  }
  return revokeOne(target, realm, id);
}

/**
 * Waiting requests are settled before the stamp is replaced (K14): the mailer looks at the request after it has read the account, so a request
 * that was made before sends no link with the new stamp.
 */
async function revokeOne({ settings }: Target, realm: Realm, named: string): Promise<Outcome> {
  const account = await findNamedAccount(settings, realm, named);
  const { id } = account;
  const calledOff = await callOff(settings, account);
  if (isUpstream(realm, settings)) {
    await endUpstreamLinks(settings, account);
  } else if (!(await replaceCredentialStamp(settings, account))) {
    throw noSuchAccount(account);
  }
  const links = isUpstream(realm, settings) ? 'All reset links' : 'All reset links and sessions';
  const cancelled = calledOff > 0 ? ` Cancelled ${counted(calledOff, 'waiting mail')}.` : '';
  return {
    json: { realm, id, calledOff },
    text: [`${links} of ${realm} ${id} have ended.${cancelled}`, ...sessionsThatGoOn(settings, realm)],
  };
}

/** What became of the account's last password change no longer matters then. */
async function endUpstreamLinks(settings: Settings, account: AccountReference): Promise<void> {
  await dynamoShadows(settings).replaceStamp(account, null);
  await forgetOverdueClaim(settings, account, Date.now());
}
