import type { Stack } from '@aws-sdk/client-cloudformation';
import type { Deployment } from '#infra/stack/deployment.ts';
import type { PlannedStack } from './planned-stack.ts';

/** What is looked at before a deployment. */
export type Patient = {
  readonly deployment: Deployment;
  /** The values of the deployment's file. */
  readonly context: { readonly [name: string]: unknown };
  readonly region: string;
  readonly planned: PlannedStack;
  /** The stack as it is now. Absent before the first deployment. */
  readonly deployed: Stack | undefined;
};
