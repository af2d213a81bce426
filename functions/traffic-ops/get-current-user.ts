import { answer } from '#lib/dialects/traffic-ops/answer.ts';
import { refuse } from '#lib/dialects/traffic-ops/refuse.ts';
import { getCurrentUser } from '#lib/dialects/traffic-ops/routes.ts';
import { openSession } from '#lib/dialects/traffic-ops/session.ts';
import { userObject } from '#lib/dialects/traffic-ops/user.ts';
import { dynamoAccounts } from '#lib/dynamo/dynamo-accounts.ts';
import { defineEndpoint } from '#lib/http/endpoint.ts';
import { secretsManager } from '#lib/secrets/secrets-manager.ts';

const adapters = { accounts: dynamoAccounts, secrets: secretsManager };

export const handler = defineEndpoint(getCurrentUser, refuse, adapters, async ({ ports, path, cookies, now }) => {
  const { version } = path();
  const account = await openSession(ports, cookies, now);
  return answer(200, { response: userObject(account, version) });
});
