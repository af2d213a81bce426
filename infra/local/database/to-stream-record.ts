import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { DynamoDBRecord } from 'aws-lambda';
import type { Image, Write } from './find-writes.ts';

/** An item before and after a write. Undefined: it did not exist. */
export type Change = { before: Image | undefined; after: Image | undefined };

/** Keeps increasing after a restart, and always has the same number of digits. */
let sequence = BigInt(Date.now()) * 10n ** 8n;

/** Makes the record of a stream of new images. As on AWS, a write that changes nothing makes no record. */
export function toStreamRecord({ table, key }: Write, change: Change): DynamoDBRecord | undefined {
  if (isDeepStrictEqual(change.before, change.after)) {
    return undefined;
  }
  sequence += 1n;
  return {
    eventID: randomUUID().replaceAll('-', ''),
    eventName: eventName(change),
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: 'us-east-1',
    eventSourceARN: `arn:aws:dynamodb:us-east-1:000000000000:table/${table.name}/stream/2024-01-01T00:00:00.000`,
    dynamodb: {
      ApproximateCreationDateTime: Math.floor(Date.now() / 1000),
      Keys: { [table.key]: { S: key } },
      ...(change.after && { NewImage: change.after }),
      SequenceNumber: `${sequence}`,
      StreamViewType: 'NEW_IMAGE',
    },
  };
}

function eventName({ before, after }: Change): 'INSERT' | 'MODIFY' | 'REMOVE' {
  if (after === undefined) {
    return 'REMOVE';
  }
  return before === undefined ? 'INSERT' : 'MODIFY';
}
