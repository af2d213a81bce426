import * as z from 'zod/mini';
import type { FunctionNeeds } from '#infra/stack/functions/function-needs.ts';
import { type Synthesised, tableIds } from './template.ts';

/** What a function may do, in words that a test can write down. */
export type FunctionReach = {
  /** `UpdateItem accounts of traffic-ops: account claim`: the action, the table, the realms if it is bound to some, and what a write may name. */
  readonly tables: readonly string[];
  readonly secrets: readonly string[];
  readonly isConnected: boolean;
};

type Line = {
  action: string;
  on: string;
  realms?: readonly string[] | undefined;
  attributes?: readonly string[] | undefined;
};

export function reachOfNeeds({ permissions, secrets, callsServer }: FunctionNeeds): FunctionReach {
  const lines = permissions.flatMap(({ actions, table, index, keys, ...bounds }): Line[] =>
    actions.map((action) => ({
      action,
      on: index === undefined ? table : `${table}/${index}`,
      ...bounds,
      ...(keys !== undefined && { realms: [keys.replace(/#\*$/, '')] }),
    })),
  );
  return { tables: written(lines), secrets: [...secrets].sort(), isConnected: callsServer };
}

const texts = z.optional(z.union([z.string(), z.array(z.string())]));

const conditionSchema = z.looseObject({
  'ForAllValues:StringEquals': z.optional(z.strictObject({ 'dynamodb:Attributes': texts })),
  'ForAllValues:StringLike': z.optional(z.strictObject({ 'dynamodb:LeadingKeys': texts })),
});

const statementSchema = z.object({
  Effect: z.string(),
  Action: z.union([z.string(), z.array(z.string())]),
  Resource: z.unknown(),
  Condition: z._default(conditionSchema, {}),
});

/** Reads the policies of a synthesised stack. It leaves out mail, logs, streams and queues. */
export function reachInStack(stack: Synthesised, id: string): FunctionReach {
  const statements = z.parse(
    z.array(statementSchema),
    stack
      .roleOf(id)
      .Properties.Policies.flatMap(
        ({ PolicyDocument }: { PolicyDocument: { Statement: unknown[] } }) => PolicyDocument.Statement,
      ),
  );
  const lines = statements.flatMap(({ Action, Resource, Condition }) =>
    [Action]
      .flat()
      .flatMap((action): Line[] =>
        /^dynamodb:(GetItem|Query|PutItem|UpdateItem)$/.test(action)
          ? [Resource].flat().map((on) => ({ action, on: tableIn(stack, on), ...boundsIn(Condition) }))
          : [],
      ),
  );
  return {
    tables: written(lines),
    secrets: statements
      .filter(({ Action }) => [Action].flat().includes('secretsmanager:GetSecretValue'))
      .flatMap(({ Resource }) => [Resource].flat().map(secretIn))
      .sort(),
    isConnected: stack.functionOf(id).Properties.VpcConfig !== undefined,
  };
}

function boundsIn(condition: z.output<typeof conditionSchema>): Omit<Line, 'action' | 'on'> {
  const attributes = condition['ForAllValues:StringEquals']?.['dynamodb:Attributes'];
  const keys = condition['ForAllValues:StringLike']?.['dynamodb:LeadingKeys'];
  return {
    ...(attributes !== undefined && { attributes: [attributes].flat() }),
    ...(keys !== undefined && { realms: [keys].flat().map((key) => key.replace(/#\*$/, '')) }),
  };
}

function tableIn(stack: Synthesised, resource: unknown): string {
  const text = JSON.stringify(resource);
  const table = tableIds.find((id) => text.includes(`"${stack.tableOf(id).logicalId}","Arn"`));
  const index = /\/index\/(\w+)/.exec(text)?.[1];
  return `${table ?? text}${index === undefined ? '' : `/${index}`}`;
}

/** By the name that the operator gave it, or by that of the secret that the stack generates. */
function secretIn(resource: unknown): string {
  const text = JSON.stringify(resource);
  const known = {
    administrators: 'secretsadministrators',
    trafficOpsSessions: 'own/sessions|secretstrafficOpsSessions',
    crafterProfile: 'own/profile',
    crafterStudio: 'own/studio',
  };
  return Object.entries(known).find(([, pattern]) => new RegExp(pattern).test(text))?.[0] ?? text;
}

/** One line for each action, with everything that any of its statements allows. */
function written(lines: readonly Line[]): readonly string[] {
  const heads = Map.groupBy(lines, ({ action, on, realms }) =>
    [action.replace('dynamodb:', ''), on, ...(realms === undefined ? [] : ['of', ...realms])].join(' '),
  );
  return [...heads]
    .map(([head, same]) => {
      const attributes = [...new Set(same.flatMap((line) => line.attributes ?? []))].sort();
      return attributes.length === 0 ? head : `${head}: ${attributes.join(' ')}`;
    })
    .sort();
}
