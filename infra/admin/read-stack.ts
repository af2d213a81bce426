import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import type { Realm } from '#lib/reset/ports.ts';
import { parseSettings, type Settings, settingNames, variableOf } from '#lib/settings/settings.ts';
import { AdminError } from './admin-error.ts';
import { describeStack } from './deployed/describe-stack.ts';

export type Deployed = { name: string; region: string; outputs: ReadonlyMap<string, string> };

/** Every finished Rekey stack has these outputs, and no command works without them. */
const required = ['AccountsTable', 'ApplicationsTable', 'LimitsTable', 'ResetRequestsTable', 'ResetTokensTable'];

/** Those of a stack with this product. */
const requiredWith: { readonly [realm in Realm]: readonly string[] } = {
  'crafter-profile': [],
  'crafter-studio': ['AdministratorSecret'],
  'traffic-ops': ['TrafficOpsSessionSecret'],
};

/**
 * Finds a deployed stack with the usual AWS credentials. Its outputs are the settings: `AccountsTable` holds `accountsTable`. Settings in the
 * shell's environment belong to another stack and are ignored.
 *
 * @param account the only account that it may be in, if that is known
 * @throws {AdminError} when no Rekey stack has this name
 */
export async function readStack(name: string, account?: string): Promise<{ deployed: Deployed; settings: Settings }> {
  const region = await new CloudFormationClient().config.region();
  const stack = await describeStack(name);
  if (stack === undefined) {
    throw new AdminError(`There is no stack ${name} in ${region}.`);
  }
  const found = stack.StackId?.split(':')[4];
  if (account !== undefined && found !== account) {
    throw new AdminError(`The credentials are for the account ${found}, and the deployment is in ${account}.`);
  }
  const outputs = new Map(
    (stack.Outputs ?? []).flatMap(({ OutputKey, OutputValue }): [string, string][] =>
      OutputKey === undefined || OutputValue === undefined ? [] : [[OutputKey, OutputValue]],
    ),
  );
  const variables = settingNames.map((setting) => [variableOf(setting), outputs.get(outputOf(setting))]);
  const settings = parseSettings(Object.fromEntries(variables));
  const wanted = [...required, ...settings.products.flatMap((realm) => requiredWith[realm])];
  const missing = wanted.filter((output) => !outputs.has(output));
  if (missing.length > 0) {
    throw new AdminError(
      `The stack ${name} in ${region} is not a finished Rekey stack. It lacks the outputs ${missing.join(', ')}.`,
    );
  }
  // The AWS clients in lib/ take the region from the environment.
  process.env.AWS_REGION = region;
  return { deployed: { name, region, outputs }, settings };
}

/** The output that holds a setting. */
export function outputOf(setting: string): string {
  return setting.charAt(0).toUpperCase() + setting.slice(1);
}
