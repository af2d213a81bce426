import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { MathExpression, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { AttributeType, BillingMode, ProjectionType, StreamViewType, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import { type TableDefinition, type TableId, tables } from '#lib/dynamo/tables.ts';
import type { AlarmTopic } from './alarms/alarm-topic.ts';

/** The five tables. Deleting the stack keeps them, unless it is a sandbox. */
export class DataTables extends Construct {
  readonly byId: { readonly [id in TableId]: Table };

  constructor(scope: Construct, id: string, { isSandbox }: { isSandbox: boolean }) {
    super(scope, id);
    const make = (tableId: TableId) => makeTable(this, tableId, tables[tableId], isSandbox);
    this.byId = {
      accounts: make('accounts'),
      applications: make('applications'),
      limits: make('limits'),
      resetRequests: make('resetRequests'),
      resetTokens: make('resetTokens'),
    };
  }
}

/** Adds one alarm for throttling on any of the tables. */
export function addTableAlarms(alarms: AlarmTopic, { byId }: DataTables): void {
  const throttles = Object.entries(byId).flatMap(([id, table]) => [
    [`${id}Reads`, table.metric('ReadThrottleEvents', { statistic: Stats.SUM })] as const,
    [`${id}Writes`, table.metric('WriteThrottleEvents', { statistic: Stats.SUM })] as const,
  ]);
  alarms.add({
    name: 'the tables throttle',
    text: 'DynamoDB refuses reads or writes. People are told that there are too many requests, or that something went wrong.',
    metric: new MathExpression({
      label: 'Throttled reads and writes',
      expression: throttles.map(([name]) => `FILL(${name}, 0)`).join(' + '),
      usingMetrics: Object.fromEntries(throttles),
      period: Duration.minutes(5),
    }),
    threshold: 10,
  });
}

function makeTable(
  scope: Construct,
  id: TableId,
  { key, expiry, indexes = {}, stream }: TableDefinition,
  isSandbox: boolean,
): Table {
  const table = new Table(scope, id, {
    partitionKey: stringAttribute(key),
    billingMode: BillingMode.PAY_PER_REQUEST,
    encryption: TableEncryption.AWS_MANAGED,
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    removalPolicy: isSandbox ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN,
    deletionProtection: !isSandbox,
    ...(expiry && { timeToLiveAttribute: expiry }),
    ...(stream && { stream: StreamViewType.NEW_IMAGE }),
  });
  for (const [indexName, attribute] of Object.entries(indexes)) {
    table.addGlobalSecondaryIndex({
      indexName,
      partitionKey: stringAttribute(attribute),
      projectionType: ProjectionType.KEYS_ONLY,
    });
  }
  return table;
}

function stringAttribute(name: string) {
  return { name, type: AttributeType.STRING };
}
