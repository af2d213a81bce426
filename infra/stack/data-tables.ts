import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { MathExpression, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import {
  AttributeType,
  Billing,
  CfnGlobalTable,
  ProjectionType,
  StreamViewType,
  TableEncryptionV2,
  TableV2,
} from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import { type TableDefinition, type TableId, tables } from '#lib/dynamo/tables.ts';
import type { AlarmTopic } from './alarms/alarm-topic.ts';
import type { Deployment } from './deployment.ts';

/**
 * The five tables. Deleting the stack keeps them, unless it is a sandbox. They are of the type that can get replicas in other regions
 * (docs/second-region.md): CloudFormation refuses to change the type of a table that exists.
 */
export class DataTables extends Construct {
  readonly byId: { readonly [id in TableId]: TableV2 };

  constructor(scope: Construct, id: string, deployment: TableOptions) {
    super(scope, id);
    const make = (tableId: TableId) => makeTable(this, tableId, tables[tableId], deployment);
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

type TableOptions = Pick<Deployment, 'isSandbox' | 'protectsTables' | 'encryptionKey'>;

function makeTable(
  scope: Construct,
  id: TableId,
  { key, expiry, indexes = {}, stream }: TableDefinition,
  { isSandbox, protectsTables, encryptionKey }: TableOptions,
): TableV2 {
  const table = new TableV2(scope, id, {
    partitionKey: stringAttribute(key),
    billing: Billing.onDemand(),
    encryption: TableEncryptionV2.awsManagedKey(),
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    removalPolicy: isSandbox ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN,
    deletionProtection: protectsTables,
    globalSecondaryIndexes: Object.entries(indexes).map(([indexName, attribute]) => ({
      indexName,
      partitionKey: stringAttribute(attribute),
      projectionType: ProjectionType.KEYS_ONLY,
    })),
    ...(expiry && { timeToLiveAttribute: expiry }),
    ...(stream && { dynamoStream: StreamViewType.NEW_IMAGE }),
  });
  if (encryptionKey !== undefined) {
    encryptWith(table, encryptionKey);
  }
  return table;
}

/** A table has a key in each region of a replica. The construct's own property for it wants to know the region, which this stack takes at its deployment. */
function encryptWith({ node }: TableV2, keyArn: string): void {
  const { defaultChild } = node;
  if (!(defaultChild instanceof CfnGlobalTable)) {
    throw new TypeError('the CDK makes another resource of a table');
  }
  defaultChild.addPropertyOverride('Replicas.0.SSESpecification', { KMSMasterKeyId: keyArn });
}

function stringAttribute(name: string) {
  return { name, type: AttributeType.STRING };
}
