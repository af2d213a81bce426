import { didYouMean } from '#infra/settings/did-you-mean.ts';
import { faultsOfUnknown } from '#infra/settings/faults-of-unknown.ts';
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
  const fault = (name: string) => `${name} is not a setting of a deployment.${didYouMean(name, namesOfDeployment)}`;
  return faultsOfUnknown(context, unknown, fault);
}

/** The CDK's feature flags, what its command line tells the app, and what its context providers looked up. */
function isOfCdk(name: string): boolean {
  return /^(@aws-cdk|aws[-:])|:account=/.test(name) || ['cli-telemetry', 'acknowledged-issue-numbers'].includes(name);
}
