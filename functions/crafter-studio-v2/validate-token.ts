import { studioAccounts } from '#lib/accounts/crafter-studio.ts';
import { done } from '#lib/dialects/crafter-studio-v2/answer.ts';
import { refuse } from '#lib/dialects/crafter-studio-v2/refuse.ts';
import { validateToken } from '#lib/dialects/crafter-studio-v2/routes.ts';
import { dynamoLimits } from '#lib/dynamo/dynamo-limits.ts';
import { dynamoResetTokens } from '#lib/dynamo/dynamo-reset-tokens.ts';
import { defineEndpoint } from '#lib/http/endpoint.ts';
import { checkToken } from '#lib/reset/check-token.ts';
import { admitAddress } from '#lib/reset/limits.ts';

const adapters = { limits: dynamoLimits, resetTokens: dynamoResetTokens, accounts: studioAccounts };

export const handler = defineEndpoint(validateToken, refuse, adapters, async ({ ports, query, caller, now }) => {
  const { token } = query();
  await checkToken(ports, { realm: 'crafter-studio', token, admission: admitAddress(ports.limits, caller), now });
  return done();
});
