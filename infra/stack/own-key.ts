import { Stack } from 'aws-cdk-lib';
import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { type IKey, Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import type { Deployment } from './deployment.ts';
import { allow } from './functions/allow.ts';

type WithKey = Pick<Deployment, 'encryptionKey'>;

/** A service that uses the key in the name of the function that calls it. */
type Service = 'dynamodb' | 'secretsmanager' | 'sqs';

/** What each service does with the key. DynamoDB documents its list; the stream of a table is under the table's key. */
const keyActions: { readonly [service in Service]: readonly string[] } = {
  dynamodb: [
    'kms:Decrypt',
    'kms:DescribeKey',
    'kms:Encrypt',
    'kms:GenerateDataKey',
    'kms:GenerateDataKeyWithoutPlaintext',
    'kms:ReEncryptFrom',
    'kms:ReEncryptTo',
  ],
  secretsmanager: ['kms:Decrypt'],
  sqs: ['kms:Decrypt', 'kms:GenerateDataKey'],
};

/**
 * The operator's own key, as constructs take it; undefined if the keys of AWS encrypt. The stack cannot change the policy of the key:
 * docs/deploying.md says what it must allow.
 */
export function ownKey(scope: Construct, id: string, { encryptionKey }: WithKey): IKey | undefined {
  return encryptionKey === undefined ? undefined : Key.fromKeyArn(scope, id, encryptionKey);
}

/** Allows a function to use the operator's own key, but only through this service. Empty if there is no such key. */
export function allowOwnKey(scope: Construct, service: Service, { encryptionKey }: WithKey): PolicyStatement[] {
  return encryptionKey === undefined ? [] : [allowKey(scope, service, encryptionKey)];
}

/** Allows a function to use a key, but only through this service. */
export function allowKey(scope: Construct, service: Service, keyArn: string): PolicyStatement {
  const using = allow(keyActions[service], [keyArn]);
  using.addCondition('StringEquals', { 'kms:ViaService': `${service}.${Stack.of(scope).region}.amazonaws.com` });
  return using;
}
