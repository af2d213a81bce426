import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod/mini';
import { resetRequestFromItem } from '#lib/dynamo/reset-request-item.ts';
import type { StoredResetRequest } from '#lib/reset/ports.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { scanItems } from './scan-items.ts';

export type UnsettledRequest = StoredResetRequest & {
  /** `outstanding`: the mailer still has to handle it. */
  state: 'outstanding' | 'failed';
  /** How often an outstanding request has failed without an explanation so far. */
  failures: number;
  /** Why a failed request failed; null for an outstanding one. */
  failureReason: string | null;
};

/** The requests that still wait for their mail, and those that failed for good. DynamoDB deletes them after a day. */
export async function* listUnsettledRequests({ resetRequestsTable }: Settings): AsyncGenerator<UnsettledRequest> {
  const scan = { filter: 'attribute_exists(#pending) OR attribute_exists(#failedFor)' };
  for await (const item of scanItems(resetRequestsTable, scan)) {
    const request = resetRequestFromItem(item);
    const { pending, failedFor, failures, failureReason } = z.parse(unsettled, unmarshall(item));
    if (pending !== undefined) {
      yield { ...request, state: 'outstanding', failures, failureReason: null };
    } else if (failedFor === request.mailedFor) {
      yield { ...request, state: 'failed', failures, failureReason };
    }
  }
}

const unsettled = z.object({
  pending: z.optional(z.number()),
  failedFor: z._default(z.number(), 0),
  failures: z._default(z.number(), 0),
  failureReason: z._default(z.nullable(z.string()), null),
});
