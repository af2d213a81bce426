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

/** What `sam local invoke` calls a function: a slash would divide stacks. */
export const samName = (functionId: string) => functionId.replace('/', '--');

/**
 * The template as `sam local` wants it. Functions have the names of their constructs; and all of them declare these variables, because `sam local`
 * gives a function none that its template does not declare. Their values come from `--env-vars`.
 */
export function templateForSam(synthesised: SamTemplate, variables: readonly string[]): SamTemplate {
  const resources = Object.entries(synthesised.Resources).map(([logicalId, each]) => [logicalId, forSam(each, variables)]);
  return { ...synthesised, Resources: Object.fromEntries(resources) };
}

function forSam(each: Resource, variables: readonly string[]): Resource {
  // Without its path: sam has a complaint about each that is not that of a construct of level 2.
  const { 'aws:cdk:path': constructPath = '', ...Metadata } = each.Metadata ?? {};
  if (each.Type !== 'AWS::Lambda::Function') {
    return { ...each, Metadata };
  }
  const SamResourceId = constructPath.split('/').find((part) => part.includes('--'));
  const undeclared = Object.fromEntries(variables.map((name) => [name, '']));
  const Environment = { Variables: { ...undeclared, ...each.Properties?.Environment?.Variables } };
  return { ...each, Metadata: { ...Metadata, SamResourceId }, Properties: { ...each.Properties, Environment } };
}
