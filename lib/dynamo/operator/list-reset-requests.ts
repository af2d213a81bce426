import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod/mini';
import { resetRequestFromItem } from '#lib/dynamo/reset-request-item.ts';
import type { StoredResetRequest } from '#lib/reset/ports.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { scanItems } from './scan-items.ts';

export type UnsettledRequest = StoredResetRequest & {
  /** `outstanding`: the mailer has still to deal with it. */
  state: 'outstanding' | 'failed';
  /** Unexplained failures so far of an outstanding one. */
  failures: number;
  /** Why a failed one failed. */
  failureReason: string | null;
};

const unsettled = z.object({
  pending: z.optional(z.number()),
  failedFor: z._default(z.number(), 0),
  failures: z._default(z.number(), 0),
  failureReason: z._default(z.nullable(z.string()), null),
});

/** For the operator: the requests whose mail has not gone out, or whose last one never will. DynamoDB forgets them after a day. */
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
