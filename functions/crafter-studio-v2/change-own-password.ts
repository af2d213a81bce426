import { studioAccounts } from '#lib/accounts/crafter-studio.ts';
import { CallerError, refuse } from '#lib/dialects/crafter-studio-v2/refuse.ts';
import { passOn } from '#lib/dialects/crafter-studio-v2/relay/pass-on.ts';
import { changeOwnPassword } from '#lib/dialects/crafter-studio-v2/routes.ts';
import { dynamoLimits } from '#lib/dynamo/dynamo-limits.ts';
import { dynamoShadows } from '#lib/dynamo/dynamo-shadows.ts';
import { defineEndpoint } from '#lib/http/endpoint.ts';
import { isUpstream } from '#lib/settings/is-upstream.ts';

const adapters = { accounts: studioAccounts, limits: dynamoLimits, shadows: dynamoShadows };

export const handler = defineEndpoint(changeOwnPassword, refuse, adapters, async (call) => {
  if (!isUpstream('crafter-studio', call.settings)) {
    throw new CallerError('caller-unknown', null);
  }
  return passOn(call, '/api/2/users/me/change_password', { isOwner: true });
});
