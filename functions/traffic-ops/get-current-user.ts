import { trafficOpsAccounts } from '#lib/accounts/traffic-ops.ts';
import { answer } from '#lib/dialects/traffic-ops/answer.ts';
import { refuse } from '#lib/dialects/traffic-ops/refuse.ts';
import { openServersSession } from '#lib/dialects/traffic-ops/relay/two-cookies.ts';
import { getCurrentUser } from '#lib/dialects/traffic-ops/routes.ts';
import { openSession } from '#lib/dialects/traffic-ops/session.ts';
import { userObject } from '#lib/dialects/traffic-ops/user.ts';
import { dynamoResetTokens } from '#lib/dynamo/dynamo-reset-tokens.ts';
import { defineEndpoint } from '#lib/http/endpoint.ts';
import { secretsManager } from '#lib/secrets/secrets-manager.ts';
import { isUpstream } from '#lib/settings/is-upstream.ts';

const adapters = { accounts: trafficOpsAccounts, resetTokens: dynamoResetTokens, secrets: secretsManager };

export const handler = defineEndpoint(getCurrentUser, refuse, adapters, async ({ ports, path, cookies, settings, now }) => {
  const { version } = path();
  const { account } = await (isUpstream('traffic-ops', settings) ? openServersSession : openSession)(ports, cookies, now);
  return answer(200, { response: userObject(account, version) });
});
