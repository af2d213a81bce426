import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod/mini';
import { resetRequestFromItem } from '#lib/dynamo/reset-request-item.ts';
import type { StoredResetRequest } from '#lib/reset/ports.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { scanItems } from './scan-items.ts';

export type UnsettledRequest = StoredResetRequest & {
  /** `outstanding`: the mailer still has to handle it. `dropped`: someone gets no mail, because of a rule. */
  state: 'outstanding' | 'failed' | 'dropped';
  /** How often an outstanding request has failed without an explanation so far. */
  failures: number;
  /** Why it failed or was dropped; null for an outstanding one. */
  reason: string | null;
};

/** The requests that still wait for their mail, and those that failed permanently or were dropped. DynamoDB deletes them after a day. */
export async function* listUnsettledRequests({ resetRequestsTable }: Settings): AsyncGenerator<UnsettledRequest> {
  const scan = { filter: 'attribute_exists(#pending) OR attribute_exists(#failedFor) OR attribute_exists(#droppedFor)' };
  for await (const item of scanItems(resetRequestsTable, scan)) {
    const request = resetRequestFromItem(item);
    const { pending, failedFor, failures, failureReason, droppedFor, dropReason } = z.parse(unsettled, unmarshall(item));
    if (pending !== undefined) {
      yield { ...request, state: 'outstanding', failures, reason: null };
    } else if (failedFor === request.mailedFor) {
      yield { ...request, state: 'failed', failures, reason: failureReason };
    } else if (droppedFor === request.mailedFor) {
      yield { ...request, state: 'dropped', failures, reason: dropReason };
    }
  }
}

const unsettled = z.object({
  pending: z.optional(z.number()),
  failedFor: z._default(z.number(), 0),
  failures: z._default(z.number(), 0),
  failureReason: z._default(z.nullable(z.string()), null),
  droppedFor: z._default(z.number(), 0),
  dropReason: z._default(z.nullable(z.string()), null),
});
