import { expect, test } from '@jest/globals';
import { accessLogOf, failureQueuesOf, functionsOf, logGroupsOf, type Part } from '#infra/admin/deployed/stack-parts.ts';
import { mailFunctions } from '#lib/mail/mail-functions.ts';
import { routes } from '#lib/routes.ts';
import { selfService, synthesise } from './template.ts';

const stack = synthesise(selfService);
const types = ['AWS::SQS::Queue', 'AWS::Lambda::Function', 'AWS::Logs::LogGroup'];
const parts: readonly Part[] = types
  .flatMap((type) => stack.ofType(type))
  .map(({ Type, logicalId }) => ({ type: Type, logicalId, physicalId: logicalId }));
const functionIds = [...routes, ...mailFunctions].map(({ id }): string => id).toSorted();
const idsOf = (found: readonly { functionId: string }[]) => found.map(({ functionId }) => functionId).toSorted();

test('the command line finds every function, its log and its failure queue by their names in the template', () => {
  const functions = functionsOf(parts).filter(({ functionId }) => functionIds.includes(functionId));
  expect(idsOf(functions)).toEqual(functionIds);
  expect(functions.filter(({ functionId, physicalId }) => stack.functionOf(functionId).logicalId !== physicalId)).toEqual([]);
  const logs = logGroupsOf(parts).filter(({ functionId }) => functionIds.includes(functionId));
  expect(idsOf(logs)).toEqual(functionIds);
  for (const { functionId, physicalId } of logs) {
    expect(stack.functionOf(functionId).Properties.LoggingConfig.LogGroup).toEqual({ Ref: physicalId });
  }
  const queues = failureQueuesOf(parts);
  expect(idsOf(queues)).toEqual(expect.arrayContaining(mailFunctions.map(({ id }): string => id)));
  expect(queues).toHaveLength(stack.ofType('AWS::SQS::Queue').length);
  expect(stack.byId(accessLogOf(parts) ?? '').Type).toBe('AWS::Logs::LogGroup');
});
