import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { type DynamoVerb, type Permission, permissions } from '#lib/dynamo/permissions.ts';
import type { Verb } from '#lib/reset/ports.ts';
import type { DataTables } from './data-tables.ts';
import type { MailSending } from './mail-sending.ts';
import type { SessionSecrets } from './session-secrets.ts';

/** What the verbs act on. */
export type Resources = { readonly tables: DataTables; readonly secrets: SessionSecrets; readonly mailSending: MailSending };

/** The statements that allow exactly what these verbs do (A4). */
export function statementsOf(verbs: readonly Verb[], { tables, secrets, mailSending }: Resources): PolicyStatement[] {
  return [
    ...tableStatements(verbs.filter(isDynamoVerb), tables),
    ...(verbs.includes('mailer.send') ? [mailSending.allowSending()] : []),
    ...(verbs.includes('secrets.administrators') ? [allowReadingSecret(secrets.administrators.arn)] : []),
    ...(verbs.includes('secrets.trafficOpsSessions') ? [allowReadingSecret(secrets.trafficOpsSessions.arn)] : []),
  ];
}

export function allow(actions: readonly string[], resources: readonly string[]): PolicyStatement {
  return new PolicyStatement({ effect: Effect.ALLOW, actions: [...actions], resources: [...resources] });
}

/** The permissions of these verbs, one entry for each table or index. */
export function permissionsOf(verbs: readonly Verb[]): readonly Permission[] {
  const all: readonly Permission[] = verbs.filter(isDynamoVerb).flatMap((verb): readonly Permission[] => permissions[verb]);
  const byResource = Map.groupBy(all, ({ table, index = '' }) => `${table}/${index}`);
  return [...byResource.values()].flatMap((same) =>
    same.slice(0, 1).map((one) => ({ ...one, actions: [...new Set(same.flatMap(({ actions }) => actions))].sort() })),
  );
}

function isDynamoVerb(verb: Verb): verb is DynamoVerb {
  return Object.hasOwn(permissions, verb);
}

function tableStatements(verbs: readonly DynamoVerb[], tables: DataTables): PolicyStatement[] {
  return permissionsOf(verbs).map(({ table, index, actions }) => {
    const { tableArn } = tables.byId[table];
    return allow(actions, [index === undefined ? tableArn : `${tableArn}/index/${index}`]);
  });
}

function allowReadingSecret(secretArn: string): PolicyStatement {
  return allow(['secretsmanager:GetSecretValue'], [secretArn]);
}
