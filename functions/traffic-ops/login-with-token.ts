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
import { secretsManager } from '#lib/secrets/secrets-manager.ts';
import { isUpstream } from '#lib/settings/is-upstream.ts';

const adapters = { limits: dynamoLimits, resetTokens: dynamoResetTokens, accounts: trafficOpsAccounts, secrets: secretsManager };

export const handler = defineEndpoint(
  loginWithToken,
  refuse,
  adapters,
  async ({ ports, path, header, body, caller, baseUrl, settings, now }) => {
    path();
    // Such a page would log its visitors in as somebody else.
    refuseOtherSites(header);
    const asksServer = isUpstream('traffic-ops', settings);
    const check = { realm: 'traffic-ops', token: body().t ?? '', caller, asksServer, now } as const;
    const { token, account } = await checkToken(ports, check);
    const [secret] = await ports.secrets.trafficOpsSessions();
    const opening = { account, now, isHttps: baseUrl.startsWith('https:') };
    const cookies = asksServer ? sessionCookies({ ...opening, token }, secret) : [sessionCookie({ ...opening, token }, secret)];
    return answer(200, { alerts: [success('Successfully logged in.')] }, { cookies });
  },
);
