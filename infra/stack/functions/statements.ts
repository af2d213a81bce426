import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { DataTables } from '#infra/stack/data-tables.ts';
import type { Deployment } from '#infra/stack/deployment.ts';
import type { MailSending } from '#infra/stack/mail/mail-sending.ts';
import { allowKey, allowOwnKey } from '#infra/stack/own-key.ts';
import type { KnownSecret, SessionSecrets } from '#infra/stack/session-secrets.ts';
import { accountKey } from '#lib/dynamo/account-item.ts';
import type { Writing } from '#lib/dynamo/permissions.ts';
import { allow } from './allow.ts';
import type { FunctionNeeds, NeededPermission } from './function-needs.ts';

/** What the verbs act on. */
export type Resources = { readonly tables: DataTables; readonly secrets: SessionSecrets; readonly mailSending: MailSending };

/** The statements that allow exactly what a function needs (A4). */
export function statementsOf(
  needs: FunctionNeeds,
  { tables, secrets, mailSending }: Resources,
  deployment: Pick<Deployment, 'encryptionKey'>,
): PolicyStatement[] {
  return [
    ...tableStatements(needs.permissions, tables),
    ...(needs.permissions.length > 0 ? allowOwnKey(tables, 'dynamodb', deployment) : []),
    ...(needs.sendsMail ? [mailSending.allowSending()] : []),
    ...needs.secrets.flatMap((name) => allowReadingSecret(secrets.byName(name), tables)),
  ];
}

/** For each table or index, one statement for what is read and one for what is written, of all its items and of those with some keys. */
function tableStatements(all: readonly NeededPermission[], tables: DataTables): PolicyStatement[] {
  const byUse = Map.groupBy(all, ({ table, index, attributes, realms, keys }) =>
    JSON.stringify([table, index, attributes !== undefined, realms, keys]),
  );
  return [...byUse.values()].flatMap((same) => same.slice(0, 1).map((first) => tableStatement(first, same, tables)));
}

function tableStatement(
  { table, index, realms, keys }: NeededPermission,
  same: readonly NeededPermission[],
  tables: DataTables,
): PolicyStatement {
  const { tableArn } = tables.byId[table];
  const statement = allow([...new Set(same.flatMap(({ actions }) => actions))].sort(), [
    index === undefined ? tableArn : `${tableArn}/index/${index}`,
  ]);
  const writes = same.filter((permission) => permission.attributes !== undefined);
  if (writes.length > 0) {
    statement.addConditions(boundsOf(writes));
  }
  const covered = keys === undefined ? realms?.map((realm) => accountKey({ realm, id: '*' }).account) : [keys];
  if (covered !== undefined) {
    statement.addCondition('ForAllValues:StringLike', { 'dynamodb:LeadingKeys': covered });
  }
  return statement;
}

/**
 * Bounds the attributes that a write names, and what it asks to get back. Without the second bound, a write could return attributes that its function
 * may not read. Both keys follow AWS's examples for fine-grained access to attributes.
 */
function boundsOf(writes: readonly Writing[]): { [operator: string]: { [key: string]: string[] } } {
  const attributes = new Set(writes.flatMap((write) => write.attributes));
  const returns = new Set(['NONE', ...writes.flatMap((write) => write.returns ?? [])]);
  return {
    'ForAllValues:StringEquals': { 'dynamodb:Attributes': [...attributes].sort() },
    StringEqualsIfExists: { 'dynamodb:ReturnValues': [...returns].sort() },
  };
}

function allowReadingSecret({ arns, keyArn }: KnownSecret, scope: Construct): PolicyStatement[] {
  const reading = allow(['secretsmanager:GetSecretValue'], arns);
  return keyArn === undefined ? [reading] : [reading, allowKey(scope, 'secretsmanager', keyArn)];
}
