import { GetAccountSettingsCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { type Finding, failed, ok, warning } from '#infra/admin/check/finding.ts';
import { sesAccount } from '#infra/admin/check/ses-account.ts';
import { describeStack } from '#infra/admin/deployed/describe-stack.ts';
import type { Patient } from './patient.ts';

/** With fewer functions at a time, one busy minute makes people wait. An account may have 1,000; a new one has 10. */
const fewConcurrent = 100;

/** @param account the account that the deployment's file names */
export async function checkCredentials(account: string | undefined): Promise<Finding> {
  const { Account: found, Arn: arn } = await new STSClient({ maxAttempts: 3 }).send(new GetCallerIdentityCommand({}));
  if (account !== undefined && account !== found) {
    return failed(`they are for the account ${found} (${arn}), and the deployment is in ${account}: use another profile`);
  }
  const text = `${arn} in the account ${found}`;
  return account === undefined ? warning(`${text}: name the account in the file, so that no other one can be meant`) : ok(text);
}

export async function checkBootstrap({ region, planned: { bootstrapVersion } }: Patient): Promise<Finding> {
  const toolkit = await describeStack('CDKToolkit');
  const output = toolkit?.Outputs?.find(({ OutputKey }) => OutputKey === 'BootstrapVersion');
  if (output === undefined) {
    return failed(`${region} is not bootstrapped in this account: npm run bootstrap -- --env <name>`);
  }
  const version = Number(output.OutputValue);
  return version < bootstrapVersion
    ? failed(`it has version ${version}, and ${bootstrapVersion} is needed: npm run bootstrap -- --env <name>`)
    : ok(`version ${version}`);
}

/** SES and Lambda are the services that this needs and that not every region has. */
export async function checkRegion({ region }: Patient): Promise<Finding> {
  const services = { SES: sesAccount(), Lambda: concurrentExecutions() };
  const asked = await Promise.allSettled(Object.values(services));
  const missing = Object.keys(services).filter((_, index) => {
    const answer = asked[index];
    return answer?.status === 'rejected' && Object(answer.reason).code === 'ENOTFOUND';
  });
  return missing.length > 0
    ? failed(`${region} has no ${missing.join(' and no ')}: choose another region`)
    : ok(`${region} has what Rekey needs`);
}

export async function checkConcurrency(): Promise<Finding> {
  const most = await concurrentExecutions();
  return most < fewConcurrent
    ? warning(`the account runs ${most} functions at a time, in all: request 1,000 (docs/deploying.md#before-real-people-use-it)`)
    : ok(`the account runs ${most} functions at a time`);
}

async function concurrentExecutions(): Promise<number> {
  const { AccountLimit } = await new LambdaClient({ maxAttempts: 4 }).send(new GetAccountSettingsCommand({}));
  return AccountLimit?.ConcurrentExecutions ?? 0;
}
