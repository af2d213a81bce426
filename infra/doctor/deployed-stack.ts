import { CloudFormationClient, GetTemplateCommand } from '@aws-sdk/client-cloudformation';
import * as z from 'zod/mini';
import { stackParts } from '#infra/admin/deployed/stack-parts.ts';
import { type Template, templateSchema } from './planned-stack.ts';

/** The template as it was last deployed. */
export async function deployedTemplate(name: string): Promise<Template> {
  const { TemplateBody = '' } = await new CloudFormationClient({ maxAttempts: 4 }).send(
    new GetTemplateCommand({ StackName: name, TemplateStage: 'Original' }),
  );
  return z.parse(templateSchema, JSON.parse(TemplateBody));
}

/** The names of the stack's resources in AWS. */
export async function physicalNames(name: string): Promise<ReadonlySet<string>> {
  return new Set((await stackParts(name)).map(({ physicalId }) => physicalId));
}
