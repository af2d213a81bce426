import { passwordSettings } from '#lib/passwords/password-rules.ts';
import type { Verb } from '#lib/reset/reach.ts';
import type { Settings } from '#lib/settings/settings.ts';

type SettingNames = readonly (keyof Settings)[];

const names: SettingNames = ['profileName', 'studioName', 'trafficOpsName'];
const signInUrls: SettingNames = ['profileSignInUrl', 'studioSignInUrl', 'trafficOpsSignInUrl'];
const brand: SettingNames = ['brandName', 'brandColor', 'brandColorDark', 'supportAddress'];

/** The settings that the code behind a verb reads, without the names of its tables. */
const settingsBehind: { readonly [verb in Verb]?: SettingNames } = {
  'accounts.setPassword': ['bcryptCost', ...passwordSettings],
  'limits.count': ['requestsPerFiveMinutes', 'applicationRequestsPerFiveMinutes'],
  'mailer.send': ['mailFrom', 'replyTo', 'mailConfigurationSet', ...names, ...signInUrls, 'language', ...brand],
  'noticeTokens.put': ['publicUrl', 'crafterProfileSelfService'],
  'resetRequests.put': ['mailsPerMinute', 'mailsPerTokenLifetime', 'tokenLifetimeMinutes'],
  'resetTokens.put': ['tokenLifetimeMinutes', 'publicUrl', 'studioLink', 'trafficOpsLink', 'crafterProfileSelfService'],
  'secrets.administrators': ['administratorSecret', 'oidcIssuer', 'oidcAudience'],
  'secrets.trafficOpsSessions': ['trafficOpsSessionSecret'],
};

/** The settings that a function with these verbs needs. */
export function settingsOf(verbs: readonly Verb[]): SettingNames {
  return verbs.flatMap((verb) => settingsBehind[verb] ?? []);
}
