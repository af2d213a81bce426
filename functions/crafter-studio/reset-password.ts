import { studioAccounts } from '#lib/accounts/crafter-studio.ts';
import { administratorsAccounts } from '#lib/dialects/crafter-studio/administrators-accounts.ts';
import { done } from '#lib/dialects/crafter-studio/answer.ts';
import { refuse } from '#lib/dialects/crafter-studio/refuse.ts';
import { resetPassword } from '#lib/dialects/crafter-studio/routes.ts';
import { dynamoLimits } from '#lib/dynamo/dynamo-limits.ts';
import { dynamoResetRequests } from '#lib/dynamo/dynamo-reset-requests.ts';
import { dynamoShadows } from '#lib/dynamo/dynamo-shadows.ts';
import { defineEndpoint } from '#lib/http/endpoint.ts';
import { passwordRules } from '#lib/passwords/password-rules.ts';
import { setPasswordAsAdministrator, startResetAsAdministrator } from '#lib/reset/administer-reset.ts';
import { secretsManager } from '#lib/secrets/secrets-manager.ts';

const adapters = {
  secrets: secretsManager,
  accounts: studioAccounts,
  resetRequests: dynamoResetRequests,
  limits: dynamoLimits,
  shadows: dynamoShadows,
};

export const handler = defineEndpoint(resetPassword, refuse, adapters, async (call) => {
  const { path, body, metadata, settings, now } = call;
  const { accounts, actor } = await administratorsAccounts(call);
  const ports = { ...call.ports, accounts };
  const { new: newPassword } = body();
  const account = { realm: 'crafter-studio', id: path().username } as const;
  if (newPassword === undefined) {
    const administrator = actor === null ? {} : { actor };
    return done({ notes: { asking: await startResetAsAdministrator(ports, account, metadata, administrator) } });
  }
  const cause = { ...call.cause, by: 'administrator', actor } as const;
  await setPasswordAsAdministrator(ports, { account, newPassword, rules: passwordRules(settings), cause, now });
  return done({ notes: { notice: 'due' } });
});
