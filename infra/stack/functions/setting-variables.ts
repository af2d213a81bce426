import { type SettingName, type Settings, variableOf } from '#lib/settings/settings.ts';

/** Settings that name what the stack itself creates. */
export const decidedByTheStack: readonly SettingName[] = [
  'accountsTable',
  'applicationsTable',
  'limitsTable',
  'resetRequestsTable',
  'resetTokensTable',
  'mailConfigurationSet',
];

/** These settings as the environment variables that `parseSettings` reads. A setting without a value has no variable. */
export function variablesOf(settings: Settings, names: Iterable<SettingName>): Record<string, string> {
  const variables = [...new Set(names)].map((name): [string, string] => [variableOf(name), textOf(settings[name])]);
  return Object.fromEntries(variables.filter(([, text]) => text !== ''));
}

function textOf(value: Settings[SettingName]): string {
  if (value === null) {
    return '';
  }
  if (Array.isArray(value)) {
    return value.join(',');
  }
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
