import { requireAdministrator } from '#lib/dialects/crafter-studio/administrator.ts';
import { done } from '#lib/dialects/crafter-studio/answer.ts';
import { refuse } from '#lib/dialects/crafter-studio/refuse.ts';
import { resetPassword } from '#lib/dialects/crafter-studio/routes.ts';
import { dynamoAccounts } from '#lib/dynamo/dynamo-accounts.ts';
import { dynamoResetRequests } from '#lib/dynamo/dynamo-reset-requests.ts';
import { defineEndpoint } from '#lib/http/endpoint.ts';
import { passwordRules } from '#lib/passwords/password-rules.ts';
import { setPasswordAsAdministrator, startResetAsAdministrator } from '#lib/reset/administer-reset.ts';
import { secretsManager } from '#lib/secrets/secrets-manager.ts';

const adapters = { secrets: secretsManager, accounts: dynamoAccounts, resetRequests: dynamoResetRequests };

export const handler = defineEndpoint(
  resetPassword,
  refuse,
  adapters,
  async ({ ports, header, path, body, metadata, settings, now }) => {
    await requireAdministrator(ports, header('authorization'), { settings, now });
    const { new: newPassword } = body();
    const account = { realm: 'crafter-studio', id: path().username } as const;
    if (newPassword === undefined) {
      return done({ notes: { asking: await startResetAsAdministrator(ports, account, metadata) } });
    }
    await setPasswordAsAdministrator(ports, { account, newPassword, rules: passwordRules(settings), now });
    return done({ notes: { notice: 'due' } });
  },
);
