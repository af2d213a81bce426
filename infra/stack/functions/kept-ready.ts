import { Alias, type IFunction, type IVersion, type Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Deployment } from '#infra/stack/deployment.ts';

/**
 * What a route calls. Lambda keeps processes ready for a version only, so there is an alias that each deployment moves to the version that it makes.
 * CloudFormation moves it only when the new version's processes are ready.
 *
 * @returns the function itself if no processes are to be kept ready
 */
export function keptReady(lambda: LambdaFunction, { provisionedConcurrency }: Deployment): IFunction {
  if (provisionedConcurrency === undefined) {
    return lambda;
  }
  // Both classes implement these interfaces. The CDK declares their optional `role` in a way that exactOptionalPropertyTypes refuses.
  const version = lambda.currentVersion as IVersion;
  return new Alias(lambda, 'ready', {
    aliasName: 'ready',
    version,
    provisionedConcurrentExecutions: provisionedConcurrency,
  }) as IFunction;
}
