import { type Finding, ok, warning } from '#infra/admin/check/finding.ts';
import { gather } from '#infra/admin/iterables.ts';
import { listOverdueClaims } from '#lib/dynamo/operator/shadows.ts';
import { upstreamRealms } from '#lib/settings/is-upstream.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { checkProfile } from './check-profile.ts';
import { checkStudio } from './check-studio.ts';
import { checkTrafficOps } from './check-traffic-ops.ts';
import { orFailed } from './probe.ts';

export type NamedFinding = Finding & { check: string };

/**
 * Looks at each product's own server that the settings name, and at the password changes there whose outcome nobody knows. Nothing if they name none.
 *
 * @param tenants those of Crafter Profile that Rekey's access token is tried on
 */
export async function checkServers(settings: Settings, tenants: readonly string[]): Promise<readonly NamedFinding[]> {
  const checks = {
    'crafter-profile': () => checkProfile(settings, tenants),
    'crafter-studio': () => checkStudio(settings),
    'traffic-ops': () => checkTrafficOps(settings),
  };
  const upstream = upstreamRealms(settings);
  if (upstream.length === 0) {
    return [];
  }
  const found = await Promise.all(
    upstream.map(async (realm) => {
      const findings = await orFailed('server', checks[realm]);
      return Object.entries(findings).map(([aspect, finding]) => ({ check: `${realm}/${aspect}`, ...finding }));
    }),
  );
  return [...found.flat(), { check: 'claims', ...(await checkClaims(settings)) }];
}

async function checkClaims(settings: Settings): Promise<Finding> {
  const { length } = await gather(listOverdueClaims(settings, Date.now()));
  return length === 0
    ? ok('the outcome of every password change in a product’s own server is known')
    : warning(
        `nobody knows the outcome of ${length} password changes in a product’s own server: run resets list to see what to do`,
      );
}
