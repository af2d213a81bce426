import type { DynamoDBRecord } from 'aws-lambda';

type Image = NonNullable<NonNullable<DynamoDBRecord['dynamodb']>['NewImage']>;

/** A record in the stream of the table of reset requests. */
export function requestRecord(identifier: string, sequence: number, differences: Image = {}): DynamoDBRecord {
  const key = { request: { S: `traffic-ops#anonymous#${identifier}` } };
  const image: Image = {
    ...key,
    realm: { S: 'traffic-ops' },
    asker: { S: 'anonymous' },
    identifier: { S: identifier },
    requestId: { S: `request of ${sequence}` },
    sequence: { N: `${sequence}` },
    pending: { N: '1' },
    ...differences,
  };
  return { eventName: 'MODIFY', dynamodb: { Keys: key, NewImage: image, SequenceNumber: `${identifier}/${sequence}` } };
}
