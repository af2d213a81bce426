import {
  CloudFormationClient,
  DescribeStacksCommand,
  GetTemplateCommand,
  paginateListStackResources,
  type Stack,
} from '@aws-sdk/client-cloudformation';
import * as z from 'zod/mini';
import { type Template, templateSchema } from './planned-stack.ts';

const client = () => new CloudFormationClient({ maxAttempts: 4 });

/** The stack of this name, if there is one. */
export async function findStack(name: string): Promise<Stack | undefined> {
  try {
    const { Stacks } = await client().send(new DescribeStacksCommand({ StackName: name }));
    return Stacks?.[0];
  } catch (error) {
    // CloudFormation reports an unknown stack as a validation error.
    if (error instanceof Error && error.name === 'ValidationError') {
      return undefined;
    }
    throw error;
  }
}

/** The template as it was last deployed. */
export async function deployedTemplate(name: string): Promise<Template> {
  const { TemplateBody = '' } = await client().send(new GetTemplateCommand({ StackName: name, TemplateStage: 'Original' }));
  return z.parse(templateSchema, JSON.parse(TemplateBody));
}

/** The names of the stack's resources in AWS. */
export async function physicalNames(name: string): Promise<ReadonlySet<string>> {
  const found: string[] = [];
  for await (const { StackResourceSummaries = [] } of paginateListStackResources({ client: client() }, { StackName: name })) {
    found.push(...StackResourceSummaries.flatMap(({ PhysicalResourceId }) => PhysicalResourceId ?? []));
  }
  return new Set(found);
}
