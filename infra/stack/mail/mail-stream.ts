import { Duration, Stack, Token, Validations } from 'aws-cdk-lib';
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { CfnEventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { needsOfMailFunction } from '#infra/stack/functions/function-needs.ts';
import { RekeyFunction, type SharedProps } from '#infra/stack/functions/rekey-function.ts';
import { type TableId, tables } from '#lib/dynamo/tables.ts';
import { type MailFunction, recordTriedMinutes } from '#lib/mail/mail-functions.ts';
import { FailureQueue } from './failure-queue.ts';
import { allowReadingStream, streamOf } from './stream-of.ts';

type MailStreamProps = { readonly shared: SharedProps; readonly mailFunction: MailFunction; readonly table: TableId };

/** A mail function and the stream that wakes it. */
export class MailStream extends Construct {
  readonly function: RekeyFunction;
  readonly failures: FailureQueue;

  constructor(scope: Construct, id: string, { shared, mailFunction, table }: MailStreamProps) {
    super(scope, id);
    const source = shared.resources.tables.byId[table];
    this.failures = new FailureQueue(this, 'failures', shared.deployment);
    this.function = new RekeyFunction(this, mailFunction.id, {
      shared,
      description: `Runs when the stream of ${table} has a new record`,
      needs: needsOfMailFunction(mailFunction, shared.settings),
      kind: 'mail',
      timeout: Duration.seconds(60),
      statements: [...allowReadingStream([source]), ...this.failures.allowSending()],
    });
    Validations.of(this.function).acknowledge(
      {
        id: 'AwsSolutions-IAM5[Resource::*]',
        reason: 'Lambda needs dynamodb:ListStreams to use a stream as a source, and this action does not support resources.',
      },
      {
        id: `AwsSolutions-IAM5[Resource::${identitiesOf(Stack.of(this))}]`,
        reason:
          'While an account is in the SES sandbox, SES also asks for the permission on the recipient’s identity. The condition on the sender bounds it.',
      },
    );
    this.#mapStream(source, table, {
      maximumAge: Duration.minutes(recordTriedMinutes(mailFunction.id, shared.settings)),
      parallelizationFactor: shared.deployment.mailParallelization,
    });
  }

  /**
   * Retries a record until it is too old to be useful. The mapping starts at the oldest record, because LATEST would lose the records that are
   * written while the mapping is replaced.
   */
  #mapStream(
    source: TableV2,
    table: TableId,
    { maximumAge, parallelizationFactor }: { maximumAge: Duration; parallelizationFactor: number },
  ): void {
    new CfnEventSourceMapping(this, 'source', {
      eventSourceArn: streamOf(source),
      functionName: this.function.lambda.functionName,
      startingPosition: 'TRIM_HORIZON',
      batchSize: 10,
      parallelizationFactor,
      filterCriteria: { filters: [{ pattern: JSON.stringify(wakingRecords(table)) }] },
      functionResponseTypes: ['ReportBatchItemFailures'],
      bisectBatchOnFunctionError: true,
      maximumRetryAttempts: -1,
      maximumRecordAgeInSeconds: maximumAge.toSeconds(),
      destinationConfig: { onFailure: { destination: this.failures.queue.queueArn } },
    });
  }
}

/**
 * Matches writes that leave something to do. A filter can test whether an attribute exists only together with its type, here a number. A deletion has
 * no new image.
 */
function wakingRecords(table: TableId): object {
  const { wakesOn = '' } = tables[table].stream ?? {};
  return { dynamodb: { NewImage: { [wakesOn]: { N: [{ exists: true }] } } } };
}

/** The ARN of all identities, as cdk-nag writes it: with the names of what only the deployment knows. */
function identitiesOf({ partition, region, account }: Stack): string {
  const written = (value: string, name: string) => (Token.isUnresolved(value) ? `<AWS::${name}>` : value);
  return `arn:${written(partition, 'Partition')}:ses:${written(region, 'Region')}:${written(account, 'AccountId')}:identity/*`;
}
