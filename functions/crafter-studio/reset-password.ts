import { studioAccounts } from '#lib/accounts/crafter-studio.ts';
import { AdministratorError, requireAdministrator } from '#lib/dialects/crafter-studio/administrator.ts';
import { done } from '#lib/dialects/crafter-studio/answer.ts';
import { refuse } from '#lib/dialects/crafter-studio/refuse.ts';
import { accountsOfCaller } from '#lib/dialects/crafter-studio/relay/studio-administrator.ts';
import { resetPassword } from '#lib/dialects/crafter-studio/routes.ts';
import { dynamoLimits } from '#lib/dynamo/dynamo-limits.ts';
import { dynamoResetRequests } from '#lib/dynamo/dynamo-reset-requests.ts';
import { dynamoShadows } from '#lib/dynamo/dynamo-shadows.ts';
import type { Call } from '#lib/http/call.ts';
import { defineEndpoint } from '#lib/http/endpoint.ts';
import { passwordRules } from '#lib/passwords/password-rules.ts';
import { setPasswordAsAdministrator, startResetAsAdministrator } from '#lib/reset/administer-reset.ts';
import { admitAddress } from '#lib/reset/limits.ts';
import { secretsManager } from '#lib/secrets/secrets-manager.ts';
import { isUpstream } from '#lib/settings/product-servers.ts';

const adapters = {
  secrets: secretsManager,
  accounts: studioAccounts,
  resetRequests: dynamoResetRequests,
  limits: dynamoLimits,
  shadows: dynamoShadows,
};

export const handler = defineEndpoint(resetPassword, refuse, adapters, async (call) => {
  const { path, body, metadata, settings, now } = call;
  const ports = { ...call.ports, accounts: await administratorsAccounts(call) };
  const { new: newPassword } = body();
  const account = { realm: 'crafter-studio', id: path().username } as const;
  if (newPassword === undefined) {
    return done({ notes: { asking: await startResetAsAdministrator(ports, account, metadata) } });
  }
  await setPasswordAsAdministrator(ports, { account, newPassword, rules: passwordRules(settings), now });
  return done({ notes: { notice: 'due' } });
});

/** An administrator is who Rekey knows as one, or, if the accounts stay in Studio's own server, who may do there what the call asks for. */
async function administratorsAccounts(call: Call<typeof resetPassword>) {
  const { ports, header, settings, caller, now } = call;
  const authorization = header('authorization');
  try {
    await requireAdministrator(ports, authorization, { settings, now });
    return ports.accounts;
  } catch (error) {
    if (!(error instanceof AdministratorError) || !isUpstream('crafter-studio', settings) || ports.limits === undefined) {
      throw error;
    }
    await admitAddress(ports.limits, caller);
    const accounts = accountsOfCaller(ports, authorization, settings);
    await requireAccepted(call, accounts);
    return accounts;
  }
}

/** The credential comes before the faults of the request. Studio judges it by the first call, and a request with a fault would cause none. */
async function requireAccepted({ path, body }: Call<typeof resetPassword>, accounts: ReturnType<typeof accountsOfCaller>) {
  try {
    path();
    body();
  } catch {
    await accounts.find({ realm: 'crafter-studio', id: nobody });
  }
}

/** The greatest number that a user of Studio could have. */
const nobody = '2147483647';
