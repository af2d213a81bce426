import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { DynamoDBRecord } from 'aws-lambda';
import type { Item, Write } from './find-writes.ts';

export type Images = { before: Item | undefined; after: Item | undefined };

function eventName({ before, after }: Images): 'INSERT' | 'MODIFY' | 'REMOVE' {
  if (after === undefined) {
    return 'REMOVE';
  }
  return before === undefined ? 'INSERT' : 'MODIFY';
}

/** Increases from one start to the next too, and has one length always. */
let sequence = BigInt(Date.now()) * 10n ** 8n;

/** The record in a DynamoDB stream of new images. As on AWS, a write that changes nothing makes none. */
export function toStreamRecord({ table, key }: Write, images: Images): DynamoDBRecord | undefined {
  if (isDeepStrictEqual(images.before, images.after)) {
    return undefined;
  }
  sequence += 1n;
  return {
    eventID: randomUUID().replaceAll('-', ''),
    eventName: eventName(images),
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: 'us-east-1',
    eventSourceARN: `arn:aws:dynamodb:us-east-1:000000000000:table/${table.name}/stream/2024-01-01T00:00:00.000`,
    dynamodb: {
      ApproximateCreationDateTime: Math.floor(Date.now() / 1000),
      Keys: { [table.key]: { S: key } },
      ...(images.after && { NewImage: images.after }),
      SequenceNumber: `${sequence}`,
      StreamViewType: 'NEW_IMAGE',
    },
  };
}
