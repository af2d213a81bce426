import { CloudFormationClient, DescribeStacksCommand, type Stack } from '@aws-sdk/client-cloudformation';

/** The deployed stack of this name, if there is one in the region of the environment. */
export async function describeStack(StackName: string): Promise<Stack | undefined> {
  try {
    const { Stacks } = await new CloudFormationClient({ maxAttempts: 4 }).send(new DescribeStacksCommand({ StackName }));
    return Stacks?.[0];
  } catch (error) {
    // CloudFormation reports an unknown stack as a validation error.
    if (error instanceof Error && error.name === 'ValidationError') {
      return undefined;
    }
    throw error;
  }
}
