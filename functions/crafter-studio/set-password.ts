import { studioAccounts } from '#lib/accounts/crafter-studio.ts';
import { done } from '#lib/dialects/crafter-studio/answer.ts';
import { redeemStudioToken } from '#lib/dialects/crafter-studio/redeem-studio-token.ts';
import { refuse } from '#lib/dialects/crafter-studio/refuse.ts';
import { setPassword } from '#lib/dialects/crafter-studio/routes.ts';
import { dynamoLimits } from '#lib/dynamo/dynamo-limits.ts';
import { dynamoResetTokens } from '#lib/dynamo/dynamo-reset-tokens.ts';
import { defineEndpoint } from '#lib/http/endpoint.ts';

const adapters = { limits: dynamoLimits, resetTokens: dynamoResetTokens, accounts: studioAccounts };

export const handler = defineEndpoint(setPassword, refuse, adapters, async (call) => {
  const { username } = await redeemStudioToken(call.ports, call.body(), call);
  return done({ baseUrl: call.baseUrl, username, notes: { notice: 'due' } });
});
