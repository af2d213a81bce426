import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { parseSettings, type Settings, settingNames, variableOf } from '#lib/settings/settings.ts';
import { AdminError } from './admin-error.ts';
import type { Deployed } from './target.ts';

/** Without these nothing could be operated; that they are missing means that the stack is another's, or an unfinished one. */
const required = [
  'AccountsTable',
  'ApplicationsTable',
  'LimitsTable',
  'ResetRequestsTable',
  'ResetTokensTable',
  'AdministratorSecret',
  'TrafficOpsSessionSecret',
];

/**
 * Finds a deployed stack with the ordinary AWS credentials. Its outputs are the settings: `AccountsTable` that of `accountsTable`. The shell's
 * own settings are those of some other stack and count for nothing here.
 *
 * @throws {AdminError} when there is none of this name
 */
export async function readStack(name: string): Promise<{ deployed: Deployed; settings: Settings }> {
  const client = new CloudFormationClient({ maxAttempts: 3 });
  const region = await client.config.region();
  const stack = await describe(client, name, region);
  const outputs = new Map(
    (stack.Outputs ?? []).flatMap(({ OutputKey, OutputValue }): [string, string][] =>
      OutputKey === undefined || OutputValue === undefined ? [] : [[OutputKey, OutputValue]],
    ),
  );
  const missing = required.filter((output) => !outputs.has(output));
  if (missing.length > 0) {
    throw new AdminError(
      `The stack ${name} in ${region} is no Rekey, or not a finished one: it has no output ${missing.join(', ')}.`,
    );
  }
  // Where the AWS SDK looks for it: its clients in lib/ take what the environment says.
  process.env.AWS_REGION = region;
  const variables = settingNames.map((setting) => [variableOf(setting), outputs.get(outputOf(setting))]);
  return { deployed: { name, region, outputs }, settings: parseSettings(Object.fromEntries(variables)) };
}

async function describe(client: CloudFormationClient, name: string, region: string) {
  try {
    const { Stacks } = await client.send(new DescribeStacksCommand({ StackName: name }));
    if (Stacks?.[0]) {
      return Stacks[0];
    }
  } catch (error) {
    // CloudFormation has no error of its own for it.
    if (!(error instanceof Error && error.name === 'ValidationError')) {
      throw error;
    }
  }
  throw new AdminError(`There is no stack ${name} in ${region}.`);
}

function outputOf(setting: string): string {
  return setting.charAt(0).toUpperCase() + setting.slice(1);
}
