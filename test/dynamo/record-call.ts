import * as z from 'zod/mini';

export type RecordedCall = {
  /** Table, index and action. */
  call: string;
  /** The top-level attributes that a write names, as IAM sees them: those of the key, of the item or the update, and of the condition. */
  attributes?: readonly string[];
  /** What a write asks to get back. */
  returns?: string;
};

const namesSchema = z._default(z.record(z.string(), z.unknown()), {});
const inputSchema = z.object({
  TableName: z.optional(z.string()),
  IndexName: z.optional(z.string()),
  Key: namesSchema,
  Item: namesSchema,
  UpdateExpression: z._default(z.string(), ''),
  ConditionExpression: z._default(z.string(), ''),
  ExpressionAttributeNames: z._default(z.record(z.string(), z.string()), {}),
  ReturnValues: z._default(z.string(), 'NONE'),
});

export function recordCall(commandName: string, request: object): RecordedCall {
  const input = z.parse(inputSchema, request);
  const action = commandName.replace('Command', '');
  const call = [input.TableName, input.IndexName, `dynamodb:${action}`].join(' ');
  if (!/^(Put|Update|Delete)Item$/.test(action)) {
    return { call };
  }
  const inExpressions = [input.UpdateExpression, input.ConditionExpression].flatMap(topLevelNames);
  const attributes = [
    ...Object.keys(input.Key),
    ...Object.keys(input.Item),
    ...inExpressions.map((name) => input.ExpressionAttributeNames[name] ?? name),
  ];
  return { call, attributes: [...new Set(attributes)], returns: input.ReturnValues };
}

const keywords = new Set(['SET', 'REMOVE', 'ADD', 'DELETE', 'AND', 'OR', 'NOT', 'BETWEEN', 'IN']);

/** The first part of every path: names that stand behind no dot and no colon, and before no bracket of a function. */
function topLevelNames(expression: string): string[] {
  const names = expression.match(/(?<![\w.:#])#?[A-Za-z_]\w*(?!\w*\()/g) ?? [];
  return names.filter((name) => !keywords.has(name));
}
