import { trafficOpsAccounts } from '#lib/accounts/traffic-ops.ts';
import { answer, success } from '#lib/dialects/traffic-ops/answer.ts';
import { refuse } from '#lib/dialects/traffic-ops/refuse.ts';
import { sessionCookies } from '#lib/dialects/traffic-ops/relay/two-cookies.ts';
import { loginWithToken } from '#lib/dialects/traffic-ops/routes.ts';
import { sessionCookie } from '#lib/dialects/traffic-ops/session.ts';
import { dynamoLimits } from '#lib/dynamo/dynamo-limits.ts';
import { dynamoResetTokens } from '#lib/dynamo/dynamo-reset-tokens.ts';
import { defineEndpoint } from '#lib/http/endpoint.ts';
import { refuseOtherSites } from '#lib/http/refuse-other-sites.ts';
import { checkToken } from '#lib/reset/check-token.ts';
import { admitAddress } from '#lib/reset/limits.ts';
import { secretsManager } from '#lib/secrets/secrets-manager.ts';
import { isUpstream } from '#lib/settings/product-servers.ts';

const adapters = { limits: dynamoLimits, resetTokens: dynamoResetTokens, accounts: trafficOpsAccounts, secrets: secretsManager };

export const handler = defineEndpoint(
  loginWithToken,
  refuse,
  adapters,
  async ({ ports, path, header, body, caller, baseUrl, settings, now }) => {
    path();
    // Such a page would log its visitors in as somebody else.
    refuseOtherSites(header);
    const check = { realm: 'traffic-ops', token: body().t ?? '', now } as const;
    const { token, account } = await checkToken(ports, { ...check, admission: admitAddress(ports.limits, caller) });
    const [secret] = await ports.secrets.trafficOpsSessions();
    const opening = { account, now, isHttps: baseUrl.startsWith('https:') };
    const cookies = isUpstream('traffic-ops', settings)
      ? sessionCookies({ ...opening, token }, secret)
      : [sessionCookie({ ...opening, tokenExpiresAt: token.expiresAt }, secret)];
    return answer(200, { alerts: [success('Successfully logged in.')] }, { cookies });
  },
);
