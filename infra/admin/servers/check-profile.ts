import { type Finding, failed, ok, skipped, warning } from '#infra/admin/check/finding.ts';
import { demoCredentials } from '#infra/demo/demo-credentials.ts';
import { secretsManager } from '#lib/secrets/secrets-manager.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { holds } from '#lib/upstream/crafter-profile/password-query.ts';
import { maximumCalls, type ProfileApi, profileApi } from '#lib/upstream/crafter-profile/profile-api.ts';
import { problemOf, refusalOf } from '#lib/upstream/crafter-profile/read-answer.ts';
import { requireOwnToken } from '#lib/upstream/crafter-profile/require-own-token.ts';
import type { HttpClient } from '#lib/upstream/http-client.ts';
import { serverClient } from '#lib/upstream/server-client.ts';
import {
  clockFinding,
  crafterVersion,
  type Findings,
  orFailed,
  probe,
  problemIn,
  reachedFinding,
  stockManagementTokenWarning,
} from './probe.ts';

/** No profile has this id. */
const nobody = '0'.repeat(24);

/** The access tokens that every stock install ships, by what they are for. */
const stockTokens = {
  'the administration console': demoCredentials.accessTokenId,
  'Crafter Engine': 'b4d44030-d0af-11e3-9c1a-0800200c9a66',
  'Crafter Social': '2ba3ac10-c43e-11e3-9c1a-0800200c9a66',
} as const;

/**
 * Looks at the Crafter Profile that the settings name. It only reads there.
 *
 * @param tenants those that Rekey's access token is tried on
 */
export async function checkProfile(settings: Settings, tenants: readonly string[]): Promise<Findings> {
  const url = `${settings.crafterProfileUrl}`;
  const client = serverClient(settings.crafterProfileUrl, maximumCalls);
  const first = await probe(client, `/api/1/profile/${nobody}`);
  const server = reachedFinding(
    url,
    first,
    (answer) => refusalOf(answer)?.errorCode === 'ACCESS_DENIED',
    'the URL usually ends with /crafter-profile',
  );
  if (server.state === 'failed') {
    return { server };
  }
  const { version, hasStockManagementToken } = await crafterVersion(client, '/api/1/monitoring/version');
  const defaults = await checkStockTokens(client, hasStockManagementToken);
  const ofCredential = await orFailed('credential', () => checkCredential(settings, client, tenants));
  return { server, version, clock: clockFinding(first), defaults, ...ofCredential };
}

async function checkCredential(settings: Settings, client: HttpClient, tenants: readonly string[]): Promise<Findings> {
  const [accessToken] = await secretsManager(settings).crafterProfile();
  const api = profileApi(client, async () => requireOwnToken(accessToken));
  const credential = await checkToken(api, accessToken);
  return { credential, ...(credential.state === 'ok' && (await checkTenants(api, tenants))) };
}

/** Only a master token may read access tokens. Any other may not even read itself. */
async function checkToken(api: ProfileApi, accessToken: string): Promise<Finding> {
  const answer = await api.get(`/access_token/${encodeURIComponent(accessToken)}`, []);
  if (refusalOf(answer)?.errorCode === 'ACTION_DENIED') {
    return ok('Crafter Profile accepts Rekey’s access token, which is not a master token');
  }
  return answer.status === 200
    ? failed('Rekey’s access token is a master token, which may do everything: give Rekey one that only manages profiles')
    : failed(problemOf(answer));
}

async function checkTenants(api: ProfileApi, tenants: readonly string[]): Promise<Findings> {
  if (tenants.length === 0) {
    const rights = skipped('name the tenants to try Rekey’s access token on: --tenant <tenants...>');
    return { rights, stamp: rights };
  }
  const tried = await Promise.all(tenants.map((tenant) => checkTenant(api, tenant)));
  const denied = tried.flatMap((each) => ('problem' in each ? [`${each.tenant}: ${each.problem}`] : []));
  const allowed = tried.flatMap((each) => ('showsPasswords' in each ? [each] : []));
  const blind = allowed.filter(({ showsPasswords }) => !showsPasswords).map(({ tenant }) => tenant);
  const names = allowed.map(({ tenant }) => tenant).join(', ');
  return {
    rights: denied.length > 0 ? failed(denied.join('; ')) : ok(`it may manage the profiles of ${names}`),
    ...(allowed.length > 0 && {
      stamp:
        blind.length > 0
          ? warning(
              `Crafter Profile does not show that a password was set (${blind.join(', ')}), so only a change of the address ends a link`,
            )
          : ok(`Crafter Profile shows that a password was set (${names}), so that ends a link`),
    }),
  };
}

type TriedTenant = { tenant: string; problem: string } | { tenant: string; showsPasswords: boolean };

/** Counts the profiles with an id that nobody has, and with a condition on the password. It takes the same rights as a reset. */
async function checkTenant(api: ProfileApi, tenant: string): Promise<TriedTenant> {
  try {
    return { tenant, showsPasswords: (await holds(api, { id: nobody, tenant, password: { $exists: true } })) === false };
  } catch (error) {
    return { tenant, problem: problemIn(error) };
  }
}

async function checkStockTokens(client: HttpClient, hasStockManagementToken: boolean): Promise<Finding> {
  const working: string[] = [];
  for (const [use, accessTokenId] of Object.entries(stockTokens)) {
    const { outcome } = await probe(client, `/api/1/profile/${nobody}?accessTokenId=${accessTokenId}`);
    if (outcome.outcome === 'answer' && refusalOf(outcome)?.errorCode === 'NO_SUCH_PROFILE') {
      working.push(use);
    }
  }
  const known = [
    ...(working.length > 0
      ? [
          `everybody knows these access tokens of the stock install, which work there: those for ${working.join(', ')}. Replace them`,
        ]
      : []),
    ...(hasStockManagementToken ? [stockManagementTokenWarning] : []),
  ];
  return known.length > 0
    ? warning(known.join('; '))
    : ok('no access token and no management token of the stock install works there');
}
