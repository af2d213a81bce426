import { refusePrefetch } from '#lib/dialects/crafter-studio/refuse-prefetch.ts';
import { done } from '#lib/dialects/crafter-studio-v2/answer.ts';
import { refuse } from '#lib/dialects/crafter-studio-v2/refuse.ts';
import { forgotPassword } from '#lib/dialects/crafter-studio-v2/routes.ts';
import { dynamoLimits } from '#lib/dynamo/dynamo-limits.ts';
import { dynamoResetRequests } from '#lib/dynamo/dynamo-reset-requests.ts';
import { defineEndpoint } from '#lib/http/endpoint.ts';
import { refuseOtherSites } from '#lib/http/refuse-other-sites.ts';
import { admitAddress } from '#lib/reset/limits.ts';
import { requestReset } from '#lib/reset/request-reset.ts';

const adapters = { limits: dynamoLimits, resetRequests: dynamoResetRequests };

/** Studio's own sentence, whoever the user is. */
const sent = { message: 'If the user exists, a password recovery email has been sent to them.' };

export const handler = defineEndpoint(forgotPassword, refuse, adapters, async ({ ports, header, query, caller, metadata }) => {
  refusePrefetch(header);
  refuseOtherSites(header);
  const { username } = query();
  const admission = admitAddress(ports.limits, caller);
  if (username === null) {
    await admission;
    return done({ more: sent });
  }
  const request = { ...metadata, realm: 'crafter-studio', identifier: username } as const;
  return done({ more: sent, notes: { asking: await requestReset(ports, { ...request, admission }) } });
});
