import { Duration, Validations } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { CfnEventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { type TableId, tables } from '#lib/dynamo/tables.ts';
import type { MailFunction } from '#lib/mail/mail-functions.ts';
import { FailureQueue } from './failure-queue.ts';
import { type House, HouseFunction } from './house-function.ts';
import { allow } from './statements.ts';

type MailStreamProps = { readonly house: House; readonly mailFunction: MailFunction; readonly table: TableId };

/** DynamoDB keeps a record for a day. What is an hour short of it can still be handed to the failure queue. */
const maximumAge = Duration.hours(23);

/** A mail function and the stream that wakes it. */
export class MailStream extends Construct {
  readonly function: HouseFunction;
  readonly failures: FailureQueue;

  constructor(scope: Construct, id: string, { house, mailFunction, table }: MailStreamProps) {
    super(scope, id);
    const source = house.resources.tables.byId[table];
    this.failures = new FailureQueue(this, 'failures');
    this.function = new HouseFunction(this, mailFunction.id, {
      house,
      description: `Woken by the stream of ${table}`,
      verbs: mailFunction.touches,
      timeout: Duration.seconds(60),
      statements: [...mayReadStream(source), this.failures.mayBeFilled()],
    });
    Validations.of(this.function).acknowledge(
      {
        id: 'AwsSolutions-IAM5[Resource::*]',
        reason: 'dynamodb:ListStreams, without which Lambda takes no stream for a source, knows no resources.',
      },
      {
        id: 'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:ses:<AWS::Region>:<AWS::AccountId>:identity/*]',
        reason:
          'The condition on the sender bounds it: SES asks for the permission on the recipient’s identity as well while it is in its sandbox.',
      },
    );
    this.#map(source, table, house.settings.tokenLifetimeMinutes);
  }

  /**
   * Tries again until a record is too old to be of use. The order starts at the oldest record: LATEST would lose what is written while the mapping
   * is replaced.
   */
  #map(source: Table, table: TableId, tokenLifetimeMinutes: number): void {
    const isResetRequest = table === 'resetRequests';
    // One minute less than a link's life, so that no mail is tried whose link is dead on arrival.
    const age = isResetRequest ? Duration.minutes(tokenLifetimeMinutes - 1) : maximumAge;
    new CfnEventSourceMapping(this, 'source', {
      eventSourceArn: streamOf(source),
      functionName: this.function.lambda.functionName,
      startingPosition: 'TRIM_HORIZON',
      batchSize: 10,
      filterCriteria: { filters: [{ pattern: JSON.stringify(wakingRecords(table)) }] },
      functionResponseTypes: ['ReportBatchItemFailures'],
      bisectBatchOnFunctionError: true,
      maximumRetryAttempts: -1,
      maximumRecordAgeInSeconds: age.toSeconds(),
      destinationConfig: { onFailure: { destination: this.failures.queue.queueArn } },
    });
  }
}

/** Writes that leave something to do. The attributes that say so are numbers, and a filter tells presence only of a value within its type. */
function wakingRecords(table: TableId): object {
  const { wakesOn = '' } = tables[table].stream ?? {};
  return { eventName: ['INSERT', 'MODIFY'], dynamodb: { NewImage: { [wakesOn]: { N: [{ exists: true }] } } } };
}

function mayReadStream(table: Table): PolicyStatement[] {
  return [
    allow(['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'], [streamOf(table)]),
    allow(['dynamodb:ListStreams'], ['*']),
  ];
}

function streamOf({ tableStreamArn = '' }: Table): string {
  return tableStreamArn;
}
