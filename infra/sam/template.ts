import * as z from 'zod/mini';

const resource = z.looseObject({
  Type: z.string(),
  Metadata: z.optional(z.looseObject({ 'aws:cdk:path': z.optional(z.string()) })),
  Properties: z.optional(
    z.looseObject({ Environment: z.optional(z.looseObject({ Variables: z.optional(z.record(z.string(), z.unknown())) })) }),
  ),
});

const template = z.looseObject({ Resources: z.record(z.string(), resource) });

type Resource = z.output<typeof resource>;
type SamTemplate = z.output<typeof template>;

export function parseTemplate(text: string): SamTemplate {
  return z.parse(template, JSON.parse(text));
}

/** The name of a function in `sam local invoke`, where a slash would separate stacks. */
export const samName = (functionId: string) => functionId.replace('/', '--');

/**
 * Makes the template for `sam local`. Functions are named after their constructs. Each function declares all of these variables, because `sam local`
 * gives a function only the variables that its template declares. The values come from `--env-vars`.
 */
export function templateForSam(synthesised: SamTemplate, variables: readonly string[]): SamTemplate {
  const resources = Object.entries(synthesised.Resources).map(([logicalId, each]) => [logicalId, forSam(each, variables)]);
  return { ...synthesised, Resources: Object.fromEntries(resources) };
}

function forSam(each: Resource, variables: readonly string[]): Resource {
  // The path is left out, because sam warns about every path that is not that of a level 2 construct.
  const { 'aws:cdk:path': constructPath = '', ...Metadata } = each.Metadata ?? {};
  if (each.Type !== 'AWS::Lambda::Function') {
    return { ...each, Metadata };
  }
  const SamResourceId = constructPath.split('/').find((part) => part.includes('--'));
  const undeclared = Object.fromEntries(variables.map((name) => [name, '']));
  const Environment = { Variables: { ...undeclared, ...each.Properties?.Environment?.Variables } };
  return { ...each, Metadata: { ...Metadata, SamResourceId }, Properties: { ...each.Properties, Environment } };
}
