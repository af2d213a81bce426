import { didYouMean } from '#infra/settings/did-you-mean.ts';
import { isNotFormer } from '#infra/settings/unknown-variables.ts';
import { settingNames, variableOf } from '#lib/settings/settings.ts';
import { flagNames } from './flags.ts';
import { decidedByTheStack } from './functions/setting-variables.ts';

/** The flags and settings of a deployment, as context and files name them. */
export const namesOfDeployment: readonly string[] = [
  ...flagNames,
  ...settingNames.filter((name) => name !== 'demo' && !decidedByTheStack.includes(name)).map(variableOf),
];

/** Faults of context values that nothing reads. Without this check, `alarmmail=…` would deploy a stack whose alarms reach nobody. */
export function unknownContext(context: { readonly [name: string]: unknown }): string[] {
  const unknown = Object.keys(context).filter((name) => !namesOfDeployment.includes(name) && !isOfCdk(name));
  return unknown
    .filter(isNotFormer)
    .map((name) => `${name} is not a setting of a deployment.${didYouMean(name, namesOfDeployment)}`);
}

/** The CDK's feature flags, what its command line tells the app, and what its context providers looked up. */
function isOfCdk(name: string): boolean {
  return /^(@aws-cdk|aws[-:])|:account=/.test(name) || ['cli-telemetry', 'acknowledged-issue-numbers'].includes(name);
}
