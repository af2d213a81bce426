import { Stack } from 'aws-cdk-lib';
import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { CfnFunction, type Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { allow } from '#infra/stack/functions/allow.ts';
import type { NetworkIds } from './network-ids.ts';

/** What Lambda does with the permissions of a function that it connects to a VPC. AWS documents that it needs all of them, on every resource. */
const interfaceActions = [
  'ec2:AssignPrivateIpAddresses',
  'ec2:CreateNetworkInterface',
  'ec2:DeleteNetworkInterface',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribeSubnets',
  'ec2:UnassignPrivateIpAddresses',
];

/** Connects a function to the operator's own network. Lambda finds the VPC by the subnets. The stack makes nothing in the VPC (ADR 17). */
export function connect({ node }: LambdaFunction, { subnetIds, securityGroupIds }: NetworkIds): void {
  const { defaultChild } = node;
  if (!(defaultChild instanceof CfnFunction)) {
    throw new TypeError('the CDK makes another resource of a function');
  }
  defaultChild.vpcConfig = { subnetIds: [...subnetIds], securityGroupIds: [...securityGroupIds] };
}

/** Lets Lambda connect a function, but not the function's code: only calls of the code carry the ARN of a function. */
export function allowConnecting(scope: Construct): PolicyStatement[] {
  const anyFunction = Stack.of(scope).formatArn({ service: 'lambda', resource: 'function:*' });
  return [
    allow(interfaceActions, ['*']),
    new PolicyStatement({
      effect: Effect.DENY,
      actions: interfaceActions,
      resources: ['*'],
      conditions: { ArnLike: { 'lambda:SourceFunctionArn': anyFunction } },
    }),
  ];
}
