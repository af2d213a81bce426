import { studioAccounts } from '#lib/accounts/crafter-studio.ts';
import { dynamoLimits } from '#lib/dynamo/dynamo-limits.ts';
import { dynamoResetTokens } from '#lib/dynamo/dynamo-reset-tokens.ts';
import { defineEndpoint } from '#lib/http/endpoint.ts';
import { answer } from '#lib/page/calls/answer.ts';
import { refuse } from '#lib/page/calls/refuse.ts';
import { requireOwnScript } from '#lib/page/calls/require-own-script.ts';
import { checkStudioLink } from '#lib/page/calls/routes.ts';
import { checkLink } from '#lib/reset/check-token.ts';

const adapters = { limits: dynamoLimits, resetTokens: dynamoResetTokens, accounts: studioAccounts };

export const handler = defineEndpoint(checkStudioLink, refuse, adapters, async ({ ports, caller, now, ...call }) => {
  requireOwnScript(call.header);
  const { token } = call.body();
  // It never asks Studio's own server, so it has no credential there.
  const check = { realm: 'crafter-studio', token, mustBeEnabled: true, caller, asksServer: false, now } as const;
  const username = await checkLink(ports, check);
  return answer(200, { username });
});
