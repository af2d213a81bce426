import { productServers } from './product-servers.ts';
import { type SettingName, type Settings, variableOf } from './settings.ts';

/** Crafter Studio does not show that a password was changed past Rekey. Its links work on after such a change, so they must not live long. */
const longestStudioLinkMinutes = 30;

/**
 * Faults among the settings that name the products' own servers. A function reads only some of them, so whoever deploys or starts Rekey has to look.
 *
 * @param isGiven whether the operator has set it
 */
export function serverFaults(settings: Settings, isGiven: (name: SettingName) => boolean): string[] {
  const faults = Object.values(productServers).flatMap(({ url, secret, others }) => {
    if (isGiven(url)) {
      const missing = [secret, ...others].filter((name) => !isGiven(name) && !hasDefault.includes(name));
      return missing.map((name) => `${variableOf(url)} needs ${variableOf(name)}`);
    }
    const idle = [secret, ...others].filter((name) => isGiven(name) && !alsoWithoutServer.includes(name));
    return idle.map((name) => `${variableOf(name)} needs ${variableOf(url)}`);
  });
  return [
    ...faults,
    ...(isGiven('crafterProfileTokensUntil') && !isGiven('crafterProfileUrl')
      ? [`${variableOf('crafterProfileTokensUntil')} needs ${variableOf('crafterProfileUrl')}`]
      : []),
    ...(isGiven('crafterStudioUrl') && settings.tokenLifetimeMinutes > longestStudioLinkMinutes
      ? [
          `${variableOf('crafterStudioUrl')} needs ${variableOf('tokenLifetimeMinutes')} of ${longestStudioLinkMinutes} or less: Crafter Studio does not show that a password was changed, so its links must be short`,
        ]
      : []),
  ];
}

const hasDefault: readonly SettingName[] = ['trafficOpsStamp'];
/** It also signs the sessions of Traffic Ops accounts that Rekey keeps itself. */
const alsoWithoutServer: readonly SettingName[] = ['trafficOpsSessionSecret'];
