import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { allow } from '#infra/stack/functions/allow.ts';

/** The ARN of the stream of a table that has one. */
export function streamOf({ tableStreamArn = '' }: TableV2): string {
  return tableStreamArn;
}

/** What an event source mapping does with these streams in its function's name. */
export function allowReadingStream(tables: readonly TableV2[]): PolicyStatement[] {
  return [
    allow(['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'], tables.map(streamOf)),
    allow(['dynamodb:ListStreams'], ['*']),
  ];
}
