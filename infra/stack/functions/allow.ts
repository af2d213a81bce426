import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';

export function allow(actions: readonly string[], resources: readonly string[]): PolicyStatement {
  return new PolicyStatement({ effect: Effect.ALLOW, actions: [...actions], resources: [...resources] });
}
