import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import type { AuditEvent } from './audit-event.ts';
import { eventsOfAccount } from './events-of-account.ts';
import { eventsOfRequest } from './events-of-request.ts';

/**
 * The events of one record of the streams of accounts and of requests.
 *
 * @throws when the record has none of the forms that Rekey writes
 */
export function eventsOfRecord({ dynamodb }: DynamoDBRecord): AuditEvent[] {
  const { Keys = {}, NewImage, ApproximateCreationDateTime = 0 } = dynamodb ?? {};
  const isRequest = 'request' in Keys;
  // Beside the requests lie the lists of those that were mailed to, and the notes on mails. Neither has a sequence.
  if (NewImage === undefined || !((isRequest ? 'sequence' : 'realm') in NewImage)) {
    return [];
  }
  return isRequest
    ? eventsOfRequest(pick(NewImage, ofRequests))
    : eventsOfAccount(pick(NewImage, ofAccounts), ApproximateCreationDateTime * 1000);
}

/** Nothing else of an item is read, above all no hash and no link. A nonce opens nothing, and no event shows it. */
const ofRequests = [
  ...['realm', 'asker', 'identifier', 'requestId', 'requestedAt', 'sequence', 'address', 'actor'],
  ...['pending', 'failures', 'nonce', 'settled', 'settledUnder'],
];
const ofAccounts = ['realm', 'id', 'tenant', 'noticeDue', 'noticeFailures', 'passwordSet', 'noticeEnded', 'ownerStop'];

type Image = NonNullable<NonNullable<DynamoDBRecord['dynamodb']>['NewImage']>;

function pick(image: Image, names: readonly string[]): object {
  const picked = Object.entries(image).filter(([name]) => names.includes(name));
  // The types of Lambda's events and of the SDK describe the same form and do not know each other.
  return unmarshall(Object.fromEntries(picked) as Parameters<typeof unmarshall>[0]);
}
