import { studioAccounts } from '#lib/accounts/crafter-studio.ts';
import { redeemStudioToken } from '#lib/dialects/crafter-studio/redeem-studio-token.ts';
import { done } from '#lib/dialects/crafter-studio-v2/answer.ts';
import { refuse } from '#lib/dialects/crafter-studio-v2/refuse.ts';
import { setPassword } from '#lib/dialects/crafter-studio-v2/routes.ts';
import { userOf } from '#lib/dialects/crafter-studio-v2/user.ts';
import { dynamoLimits } from '#lib/dynamo/dynamo-limits.ts';
import { dynamoResetTokens } from '#lib/dynamo/dynamo-reset-tokens.ts';
import { defineEndpoint } from '#lib/http/endpoint.ts';

const adapters = { limits: dynamoLimits, resetTokens: dynamoResetTokens, accounts: studioAccounts };

export const handler = defineEndpoint(setPassword, refuse, adapters, async (call) => {
  const account = await redeemStudioToken(call.ports, call.body(), call);
  return done({ more: { user: userOf(account, call.settings) }, notes: { notice: 'due' } });
});
