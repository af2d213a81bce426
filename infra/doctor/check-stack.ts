import { fullDiff, ResourceImpact } from '@aws-cdk/cloudformation-diff';
import { type Finding, failed, ok, warning } from '#infra/admin/check/finding.ts';
import { deployedTemplate } from './deployed-stack.ts';
import type { Patient } from './patient.ts';

/** Whether the stack is in a state in which CloudFormation can update it, and is Rekey's own. */
export async function checkStackState({ deployed, deployment: { stackName } }: Patient): Promise<Finding> {
  const { StackStatus: status = '', Outputs = [], EnableTerminationProtection: isProtected } = deployed ?? {};
  if (deployed === undefined) {
    return ok(`the deployment makes the stack ${stackName}`);
  }
  if (status === 'ROLLBACK_COMPLETE') {
    return failed('its first deployment failed: look at its events, delete it, and deploy again');
  }
  if (status.endsWith('_FAILED')) {
    return failed(`it is in ${status}: look at its events, and finish or undo that deployment first`);
  }
  if (status.endsWith('_IN_PROGRESS')) {
    return failed(`it is in ${status}: wait until that has ended`);
  }
  if (!Outputs.some(({ OutputKey }) => OutputKey === 'ResetTokensTable')) {
    return failed(`${stackName} is not a Rekey stack, and a deployment would remove what is in it: choose another stackName`);
  }
  return ok(`${status}${isProtected ? ', protected from deletion' : ''}`);
}

/** If one of these is replaced, what is in it is lost, or stays in a resource that the stack no longer uses. */
const data = ['AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable', 'AWS::SecretsManager::Secret'];
/** If one of these is replaced, somebody has to act: the API's address changes, or mail waits to be verified. */
const noticed = ['AWS::ApiGatewayV2::Api', 'AWS::SES::EmailIdentity', 'AWS::SNS::Topic', 'AWS::SQS::Queue'];

const ends: readonly ResourceImpact[] = [
  ResourceImpact.WILL_REPLACE,
  ResourceImpact.MAY_REPLACE,
  ResourceImpact.WILL_DESTROY,
  ResourceImpact.WILL_ORPHAN,
];

/** What the deployment would replace or remove. CloudFormation itself is not asked, so nothing is made for this. */
export async function checkReplacements({ deployed, deployment: { stackName }, planned }: Patient): Promise<Finding> {
  if (deployed === undefined) {
    return ok('nothing is there that could be replaced');
  }
  const ended: { type: string; text: string }[] = [];
  fullDiff(await deployedTemplate(stackName), planned.template).resources.forEachDifference((logicalId, change) => {
    if (change !== undefined && ends.includes(change.changeImpact)) {
      const type = change.oldResourceType ?? '';
      ended.push({ type, text: `${logicalId} (${type}) ${sentences[change.changeImpact]}` });
    }
  });
  const listed = (types: readonly string[]) => ended.filter(({ type }) => types.includes(type)).map(({ text }) => text);
  const [lost, seen] = [listed(data), listed(noticed)];
  if (lost.length > 0) {
    return failed(`data is lost from view: ${[...lost, ...seen].join(', ')}. Read the upgrade notes in CHANGELOG.md`);
  }
  if (seen.length > 0) {
    return warning(`${seen.join(', ')}. Read the upgrade notes in CHANGELOG.md`);
  }
  return ok(`no table and no secret; ${ended.length} resources without data are replaced or removed`);
}

const sentences: { readonly [impact in ResourceImpact]?: string } = {
  [ResourceImpact.WILL_REPLACE]: 'is replaced',
  [ResourceImpact.MAY_REPLACE]: 'may be replaced',
  [ResourceImpact.WILL_DESTROY]: 'is deleted',
  [ResourceImpact.WILL_ORPHAN]: 'leaves the stack and stays in the account',
};
