import type { Verb } from '#lib/reset/ports.ts';
import type { Settings } from '#lib/settings/settings.ts';

type SettingNames = readonly (keyof Settings)[];

const brand: SettingNames = ['brandName', 'brandColor', 'brandColorDark', 'supportAddress'];

/** The settings that the code behind a verb reads, without the names of its tables. */
const settingsBehind: { readonly [verb in Verb]?: SettingNames } = {
  'accounts.setPassword': ['bcryptCost', 'passwordPolicies'],
  'limits.count': ['requestsPerFiveMinutes', 'applicationRequestsPerFiveMinutes', 'proxySecret', 'clientAddressHeader'],
  'mailer.send': ['mailFrom', 'mailConfigurationSet', 'instanceName', 'language', ...brand],
  'resetRequests.put': ['mailsPerMinute', 'mailsPerHour'],
  'resetTokens.put': ['tokenLifetimeMinutes', 'publicUrl', 'studioLink', 'trafficOpsLink'],
  'secrets.administrators': ['administratorSecret', 'oidcIssuer', 'oidcAudience'],
  'secrets.trafficOpsSessions': ['trafficOpsSessionSecret'],
};

/** The settings that a function with these verbs needs. */
export function settingsOf(verbs: readonly Verb[]): SettingNames {
  return verbs.flatMap((verb) => settingsBehind[verb] ?? []);
}

/** The settings that a condition looks at. A function needs to be told them to decide as its policy was decided. */
export function settingsReadBy(condition: (settings: Settings) => boolean, settings: Settings): SettingNames {
  const read = new Set<keyof Settings>();
  const watched = new Proxy(settings, {
    get: (target, name: keyof Settings) => {
      read.add(name);
      return target[name];
    },
  });
  condition(watched);
  return [...read];
}
