import { trafficOpsAccounts } from '#lib/accounts/traffic-ops.ts';
import { answer, success } from '#lib/dialects/traffic-ops/answer.ts';
import { refuse } from '#lib/dialects/traffic-ops/refuse.ts';
import { endedSessionCookie, openServersSession } from '#lib/dialects/traffic-ops/relay/two-cookies.ts';
import { updateCurrentUser } from '#lib/dialects/traffic-ops/routes.ts';
import { openSession } from '#lib/dialects/traffic-ops/session.ts';
import { afterOwnPassword, userObject } from '#lib/dialects/traffic-ops/user.ts';
import { readUserUpdate, requireConfirmation } from '#lib/dialects/traffic-ops/user-update.ts';
import { dynamoLimits } from '#lib/dynamo/dynamo-limits.ts';
import { defineEndpoint } from '#lib/http/endpoint.ts';
import { passwordRules } from '#lib/passwords/password-rules.ts';
import { besideAdmission, startLookUp } from '#lib/reset/beside-admission.ts';
import { admitAddress } from '#lib/reset/limits.ts';
import { acceptablePassword } from '#lib/reset/password.ts';
import { setOwnPassword } from '#lib/reset/set-own-password.ts';
import { secretsManager } from '#lib/secrets/secrets-manager.ts';
import { isUpstream } from '#lib/settings/is-upstream.ts';

const adapters = { limits: dynamoLimits, accounts: trafficOpsAccounts, secrets: secretsManager };
const done = [success('User profile was successfully updated')];
const updated = (response: object, more = {}) => answer(200, { alerts: done, response }, more);

export const handler = defineEndpoint(updateCurrentUser, refuse, adapters, async ({ ports, event, settings, now, ...call }) => {
  const { version } = call.path();
  // The limit comes first, because a session may try a new password, and so cost a hash, again and again.
  const isServers = isUpstream('traffic-ops', settings);
  const admission = admitAddress(ports.limits, call.caller);
  const open = () => (isServers ? openServersSession : openSession)(ports, call.cookies, now);
  const session = startLookUp(open, { admission, asksServer: isServers });
  const [{ account, ...opened }] = await besideAdmission(session, admission);
  const update = readUserUpdate(event, version, account);
  if (update.newPassword === null) {
    return updated(userObject(account, version));
  }
  const password = await acceptablePassword(update.newPassword, account, passwordRules(settings));
  requireConfirmation(update);
  const { cause, metadata } = call;
  const { languages } = metadata;
  const details = { ...update.details, ...afterOwnPassword };
  const changed = await setOwnPassword(ports, { account, ...opened, password, details, languages, cause, now });
  return updated(userObject(changed, version), {
    ...(isServers && { cookies: [endedSessionCookie(call.baseUrl.startsWith('https:'))] }),
    notes: { notice: 'due' },
  });
});
