import { type SettingName, variableOf } from '#lib/settings/settings.ts';

/** What a process needs to know to find the accounts that this stack finds. */
export const serverSettings: readonly SettingName[] = [
  'crafterProfileUrl',
  'crafterProfileSecret',
  'crafterStudioUrl',
  'crafterStudioSecret',
  'trafficOpsUrl',
  'trafficOpsSessionSecret',
  'trafficOpsServiceUser',
  'tokenLifetimeMinutes',
];

export const serverVariables: readonly string[] = serverSettings.map(variableOf);
