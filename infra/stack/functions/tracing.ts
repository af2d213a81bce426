import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { CfnFunction, type Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { allow } from './allow.ts';

/** Lets X-Ray trace a function. The construct's own property would attach a second policy to its role. */
export function trace(lambda: LambdaFunction): void {
  const { defaultChild } = lambda.node;
  if (!(defaultChild instanceof CfnFunction)) {
    throw new TypeError('the CDK makes another resource of a function');
  }
  defaultChild.tracingConfig = { mode: 'Active' };
}

/** X-Ray's two actions to write traces support no resources. */
export function allowTracing(): PolicyStatement {
  return allow(['xray:PutTelemetryRecords', 'xray:PutTraceSegments'], ['*']);
}
