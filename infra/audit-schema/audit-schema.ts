import * as z from 'zod/mini';
import { auditEventSchema } from '#lib/audit/audit-event.ts';

/** The text of docs/audit-event.schema.json: JSON Schema 2020-12, with what docs/audit.md says about each field in short. */
export function auditSchemaText(): string {
  const { properties = {}, ...schema } = z.toJSONSchema(auditEventSchema());
  const described = Object.entries(properties).map(([name, field]) => [name, { ...Object(field), description: notes[name] }]);
  const document = { ...schema, title: 'Audit event of Rekey', properties: Object.fromEntries(described) };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

const notes: { readonly [field: string]: string } = {
  version:
    'The version of this schema. It grows when a field changes its meaning, gets new fixed values or goes away. Other fields may come.',
  id: 'The same each time that the same event is delivered, and different for any other event.',
  time: 'When it happened.',
  what: 'What happened.',
  outcome: 'How it ended: a code, such as accepted, sent, set, token-refused.',
  realm: 'The product. Null if the event belongs to none.',
  account: 'Whose account it was. Null if Rekey does not know, or must not know, of an account.',
  who: 'Who did it. The name is the sub of an administrator, the name of an application, or the identity of an operator.',
  address: 'The source address, of IPv6 its /64 network. Null if nobody called.',
  requestId: 'The id of the HTTP request, which is also in the logs. Null if there was none.',
  operation: 'The route that refused, or the command of the operator.',
};
