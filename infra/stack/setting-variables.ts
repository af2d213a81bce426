import { parseSettings, type Settings } from '#lib/settings/settings.ts';

type SettingName = keyof Settings;

// Object.keys loses the names that the type knows.
export const settingNames = Object.keys(parseSettings({})) as readonly SettingName[];

/** Names of what the stack itself makes. */
export const decidedByTheStack: readonly SettingName[] = [
  'accountsTable',
  'applicationsTable',
  'limitsTable',
  'resetRequestsTable',
  'resetTokensTable',
  'mailConfigurationSet',
];

/** The environment variable of a setting: that of `mailFrom` is `REKEY_MAIL_FROM`. */
export function variableOf(name: SettingName): string {
  return `REKEY_${name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;
}

/** These settings as the environment variables that `parseSettings` reads. One without a value has no variable. */
export function variablesOf(settings: Settings, names: Iterable<SettingName>): Record<string, string> {
  const variables = [...new Set(names)].map((name): [string, string] => [variableOf(name), textOf(settings[name])]);
  return Object.fromEntries(variables.filter(([, text]) => text !== ''));
}

function textOf(value: Settings[SettingName]): string {
  if (value === null) {
    return '';
  }
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
