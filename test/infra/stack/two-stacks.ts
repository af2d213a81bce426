import { expect, test } from '@jest/globals';
import { type Synthesised, synthesise } from './template.ts';

/** Properties that name a resource itself, and not what is in it or whom it serves. */
const namingProperties = [
  'AlarmName',
  'BucketName',
  'ConfigurationSetName',
  'DashboardName',
  'EmailIdentity',
  'FunctionName',
  'KeyAlias',
  'LogGroupName',
  'ManagedPolicyName',
  'QueueName',
  'RoleName',
  'RuleName',
  'SecretName',
  'TableName',
  'TopicName',
];

/** Types whose `Name` need not be unique in an account. */
const mayShareName = ['AWS::ApiGatewayV2::Api'];

const stacks = [synthesise(), synthesise({ stackName: 'Second' })];

/** The fixed names of a stack's own resources. A name that refers to the stack or to another resource is not fixed. */
function fixedNames({ types, ofType }: Synthesised): string[] {
  return [...new Set(types)].flatMap(ofType).flatMap(({ Type, Properties }) => {
    const named = [...namingProperties, ...(mayShareName.includes(Type) ? [] : ['Name'])].map((key) => [key, Properties[key]]);
    return named.flatMap(([key, value]) => (typeof value === 'string' ? [`${Type} ${key} ${value}`] : []));
  });
}

test('two stacks in one account share no name but the identity of one and the same sender', () => {
  const [first, second] = stacks.map(fixedNames);
  expect(first?.length).toBeGreaterThan(30);
  expect(first?.filter((name) => second?.includes(name))).toEqual(['AWS::SES::EmailIdentity EmailIdentity noreply@example.com']);
});
