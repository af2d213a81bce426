import { Template } from 'aws-cdk-lib/assertions';
import * as z from 'zod/mini';
import { stubCode } from '#infra/doctor/stub-code.ts';
import { parseDeployment } from '#infra/stack/deployment.ts';
import { RekeyFunction } from '#infra/stack/functions/rekey-function.ts';
import { newApp, RekeyStack } from '#infra/stack/rekey-stack.ts';
import { type TableId, tables } from '#lib/dynamo/tables.ts';

const resource = z.looseObject({ Type: z.string(), Properties: z._default(z.record(z.string(), z.any()), {}) });
type Resource = z.output<typeof resource>;

/** A resource with the logical id that other resources use to refer to it. */
export type Named = Resource & { logicalId: string };

export const tableIds = ['accounts', 'applications', 'limits', 'resetRequests', 'resetTokens'] as const;

/** With this, the people of a tenant of Crafter Profile ask for themselves, and the stack has every function that there is. */
export const selfService = { REKEY_CRAFTER_PROFILE_SELF_SERVICE: 'sample-tenant' };

let codeDir: string | undefined;

const synthesised = new Map<string, Synthesised>();

/** Synthesises the stack for these context values, once for each set of values, and returns its parts. */
export function synthesise(context: { readonly [name: string]: unknown } = {}): Synthesised {
  const key = JSON.stringify(context);
  const parts = synthesised.get(key) ?? synthesiseStack(context);
  synthesised.set(key, parts);
  return parts;
}

function synthesiseStack(context: { readonly [name: string]: unknown }) {
  codeDir ??= stubCode();
  const deployment = parseDeployment({ REKEY_MAIL_FROM: 'Rekey <noreply@example.com>', ...context }, {});
  const app = newApp();
  const stack = new RekeyStack(app, { deployment, codeDir });
  const template = Template.fromStack(stack).toJSON();
  const resources = Object.entries(z.parse(z.record(z.string(), resource), template.Resources)).map(
    ([logicalId, parsed]): Named => ({ ...parsed, logicalId }),
  );
  const ofType = (type: string) => resources.filter(({ Type }) => Type === type);
  const byId = (logicalId: string) => found(resources, (each) => each.logicalId === logicalId);
  const functions = new Map(
    stack.node
      .findAll()
      .filter((construct) => construct instanceof RekeyFunction)
      .map((construct) => [construct.node.id.replace('--', '/'), construct]),
  );
  const functionOf = (id: string): Named => {
    const { lambda } = functions.get(id) ?? throwMissing(id);
    return byId(stack.resolve(lambda.functionArn)['Fn::GetAtt'][0]);
  };
  return {
    deployment,
    ofType,
    byId,
    types: resources.map(({ Type }) => Type),
    outputs: Object.keys(template.Outputs),
    described: z.parse(z.record(z.string(), z.looseObject({ Description: z.optional(z.string()) })), template.Outputs),
    tags: stack.tags.tagValues(),
    isProtected: stack.terminationProtection,
    functionIds: [...functions.keys()],
    functionOf,
    roleOf: (id: string) => byId(functionOf(id).Properties.Role['Fn::GetAtt'][0]),
    variablesOf: (id: string): Record<string, unknown> => functionOf(id).Properties.Environment.Variables,
    tableOf: (id: TableId) =>
      found(ofType('AWS::DynamoDB::GlobalTable'), ({ Properties }) => Properties.KeySchema[0].AttributeName === tables[id].key),
  };
}

export type Synthesised = ReturnType<typeof synthesiseStack>;

function found(resources: readonly Named[], isIt: (resource: Named) => boolean): Named {
  return resources.find(isIt) ?? throwMissing('such a resource');
}

function throwMissing(what: string): never {
  throw new Error(`the stack has no ${what}`);
}

export function propertiesOf(resources: readonly Named[]): Named['Properties'][] {
  return resources.map(({ Properties }) => Properties);
}
