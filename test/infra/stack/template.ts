import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Template } from 'aws-cdk-lib/assertions';
import * as z from 'zod/mini';
import { parseDeployment } from '#infra/stack/deployment.ts';
import { HouseFunction } from '#infra/stack/house-function.ts';
import { newApp } from '#infra/stack/new-app.ts';
import { RekeyStack } from '#infra/stack/rekey-stack.ts';
import { type TableId, tables } from '#lib/dynamo/tables.ts';
import { mailFunctions } from '#lib/mail/mail-functions.ts';
import { routes } from '#lib/routes.ts';

const resource = z.looseObject({ Type: z.string(), Properties: z._default(z.record(z.string(), z.any()), {}) });
type Resource = z.output<typeof resource>;

/** A resource of the stack, as others refer to it. */
export type Named = Resource & { logicalId: string };

let codeDir: string | undefined;

/** Stands in for the bundles, which take seconds to make. */
export function stubCode(): string {
  const dir = mkdtempSync(path.join(tmpdir(), 'rekey-code-'));
  for (const { id } of [...routes, ...mailFunctions]) {
    mkdirSync(path.join(dir, id), { recursive: true });
    writeFileSync(path.join(dir, id, 'index.mjs'), `export const id = '${id}';`);
  }
  return dir;
}

const synthesised = new Map<string, Synthesised>();

/** The stack for these context values, synthesised, by its parts. */
export function synthesise(context: { readonly [name: string]: unknown } = {}): Synthesised {
  const key = JSON.stringify(context);
  const made = synthesised.get(key) ?? synthesiseAnew(context);
  synthesised.set(key, made);
  return made;
}

function synthesiseAnew(context: { readonly [name: string]: unknown }) {
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
  const made = new Map(
    stack.node
      .findAll()
      .filter((construct) => construct instanceof HouseFunction)
      .map((construct) => [construct.node.id.replace('--', '/'), construct]),
  );
  const functionOf = (id: string): Named => {
    const { lambda } = made.get(id) ?? neverMade(id);
    return byId(stack.resolve(lambda.functionArn)['Fn::GetAtt'][0]);
  };
  return {
    deployment,
    ofType,
    byId,
    outputs: Object.keys(template.Outputs),
    functionIds: [...made.keys()],
    functionOf,
    roleOf: (id: string) => byId(functionOf(id).Properties.Role['Fn::GetAtt'][0]),
    variablesOf: (id: string): Record<string, unknown> => functionOf(id).Properties.Environment.Variables,
    tableOf: (id: TableId) =>
      found(ofType('AWS::DynamoDB::Table'), ({ Properties }) => Properties.KeySchema[0].AttributeName === tables[id].key),
  };
}

export type Synthesised = ReturnType<typeof synthesiseAnew>;

function found(resources: readonly Named[], isIt: (resource: Named) => boolean): Named {
  return resources.find(isIt) ?? neverMade('such a resource');
}

function neverMade(what: string): never {
  throw new Error(`the stack has no ${what}`);
}

export function propertiesOf(resources: readonly Named[]): Named['Properties'][] {
  return resources.map(({ Properties }) => Properties);
}
