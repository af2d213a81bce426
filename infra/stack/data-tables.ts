import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, ProjectionType, StreamViewType, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import { type TableDefinition, type TableId, tables } from '#lib/dynamo/tables.ts';

const text = (name: string) => ({ name, type: AttributeType.STRING });

/** The five tables. They outlive the stack, unless it is a sandbox. */
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

function makeTable(
  scope: Construct,
  id: TableId,
  { key, expiry, indexes = {}, stream }: TableDefinition,
  isSandbox: boolean,
): Table {
  const table = new Table(scope, id, {
    partitionKey: text(key),
    billingMode: BillingMode.PAY_PER_REQUEST,
    encryption: TableEncryption.AWS_MANAGED,
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    removalPolicy: isSandbox ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN,
    deletionProtection: !isSandbox,
    ...(expiry && { timeToLiveAttribute: expiry }),
    ...(stream && { stream: StreamViewType.NEW_IMAGE }),
  });
  for (const [indexName, attribute] of Object.entries(indexes)) {
    table.addGlobalSecondaryIndex({ indexName, partitionKey: text(attribute), projectionType: ProjectionType.KEYS_ONLY });
  }
  return table;
}
