import { trafficOpsAccounts } from '#lib/accounts/traffic-ops.ts';
import { answer, success } from '#lib/dialects/traffic-ops/answer.ts';
import { refuse } from '#lib/dialects/traffic-ops/refuse.ts';
import { endedSessionCookie, openServersSession } from '#lib/dialects/traffic-ops/relay/two-cookies.ts';
import { updateCurrentUser } from '#lib/dialects/traffic-ops/routes.ts';
import { openSession, SessionError } from '#lib/dialects/traffic-ops/session.ts';
import { afterOwnPassword, userObject } from '#lib/dialects/traffic-ops/user.ts';
import { readUserUpdate, requireConfirmation } from '#lib/dialects/traffic-ops/user-update.ts';
import { dynamoLimits } from '#lib/dynamo/dynamo-limits.ts';
import { dynamoResetTokens } from '#lib/dynamo/dynamo-reset-tokens.ts';
import { defineEndpoint } from '#lib/http/endpoint.ts';
import { passwordRules } from '#lib/passwords/password-rules.ts';
import { admitUse, countRefusals } from '#lib/reset/limits.ts';
import { acceptablePassword } from '#lib/reset/password.ts';
import type { Account } from '#lib/reset/ports.ts';
import { setOwnPassword } from '#lib/reset/set-own-password.ts';
import { secretsManager } from '#lib/secrets/secrets-manager.ts';
import { isUpstream } from '#lib/settings/is-upstream.ts';

const adapters = {
  limits: dynamoLimits,
  accounts: trafficOpsAccounts,
  resetTokens: dynamoResetTokens,
  secrets: secretsManager,
};
const done = [success('User profile was successfully updated')];
const updated = (response: object, more = {}) => answer(200, { alerts: done, response }, more);

export const handler = defineEndpoint(updateCurrentUser, refuse, adapters, async ({ ports, event, settings, now, ...call }) => {
  const { version } = call.path();
  const asksServer = isUpstream('traffic-ops', settings);
  const admitted = (stamp: string) => admitUse(ports.limits, stamp, now);
  const opening = asksServer ? openServersSession(ports, call.cookies, now, admitted) : openSession(ports, call.cookies, now);
  const isRefusal = (error: unknown) => error instanceof SessionError;
  const { account, ...opened }: { account: Account; tokenHash?: string } = await countRefusals(
    ports.limits,
    call.caller,
    opening,
    isRefusal,
  );
  const update = readUserUpdate(event, version, account);
  if (update.newPassword === null) {
    return updated(userObject(account, version));
  }
  const password = await acceptablePassword(update.newPassword, account, passwordRules(settings));
  requireConfirmation(update);
  if (!asksServer) {
    // Requests at the same time could cost one hash each.
    await admitted(account.credentialStamp);
  }
  const { cause, metadata } = call;
  const { languages } = metadata;
  const details = { ...update.details, ...afterOwnPassword };
  const changed = await setOwnPassword(ports, { account, ...opened, password, details, languages, cause, now });
  return updated(userObject(changed, version), {
    ...(asksServer && { cookies: [endedSessionCookie(call.baseUrl.startsWith('https:'))] }),
    notes: { notice: 'due' },
  });
});
