import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod/mini';
import { mailNoteKey } from '#lib/dynamo/dynamo-mail-notes.ts';
import { resetRequestFromItem, resetRequestKey } from '#lib/dynamo/reset-request-item.ts';
import { readItem, type StoredItem } from '#lib/dynamo/stored-item.ts';
import { mailIdOf } from '#lib/reset/mail-reset-link.ts';
import {
  type Account,
  type Asker,
  askers,
  type DeliveryOutcome,
  deliveryOutcomes,
  type MailAttempt,
  mailAttempts,
  type StoredResetRequest,
} from '#lib/reset/ports.ts';
import type { Settings } from '#lib/settings/settings.ts';

/** One accepted request of a link, and what became of its mail to the account. */
export type AskedReset = {
  asker: Asker;
  /** Epoch milliseconds. */
  requestedAt: number;
  /** Null if the request is not the last one of this asker, and no mail of it was noted. */
  requestId: string | null;
  /** `waiting`: the mailer still has to handle it. `unknown`: nothing was noted. */
  state: 'waiting' | 'failed' | 'dropped' | 'mailed' | 'unknown';
  /** Why it failed or was dropped. */
  reason: string | null;
  attempt: { outcome: MailAttempt; at: number } | null;
  delivery: { outcome: DeliveryOutcome; at: number } | null;
};

/**
 * The last requests for an account, as many as its item keeps times of. A refused request leaves no trace: it is not stored.
 *
 * @param identifiers how requests name the account (`requestIdentifiers`)
 */
export async function readResetHistory(
  { resetRequestsTable: table }: Settings,
  account: Pick<Account, 'realm' | 'id'>,
  identifiers: readonly string[],
): Promise<readonly AskedReset[]> {
  const { realm } = account;
  const keys = identifiers.flatMap((identifier) => askers.map((asker) => resetRequestKey({ realm, asker, identifier })));
  const items = (await Promise.all(keys.map((key) => readItem(table, key)))).filter((item) => item !== undefined);
  const asked = items.flatMap((item) => {
    const request = resetRequestFromItem(item);
    return timesIn(item).map((requestedAt, index) => ({ item, request, requestedAt, sequence: request.sequence - index }));
  });
  return Promise.all(
    asked.map(async ({ item, request, requestedAt, sequence }) => {
      const note = await readItem(table, mailNoteKey(mailIdOf({ ...request, sequence }, account)));
      return outcomeOf(request, z.parse(settled, unmarshall(item)), z.parse(noted, note ? unmarshall(note) : {}), {
        requestedAt,
        sequence,
      });
    }),
  );
}

/** t0, t1, …: the times of the last requests, the latest first. A zero stands for none. */
function timesIn(item: StoredItem): readonly number[] {
  const times: number[] = [];
  for (let index = 0; Number(item[`t${index}`]?.N ?? 0) > 0; index++) {
    times.push(Number(item[`t${index}`]?.N));
  }
  return times;
}

function outcomeOf(
  request: StoredResetRequest,
  { failedFor, failureReason, droppedFor, dropReason }: z.output<typeof settled>,
  { requestId, mailOutcome, mailOutcomeAt, deliveryOutcome, deliveryOutcomeAt }: z.output<typeof noted>,
  { requestedAt, sequence }: { requestedAt: number; sequence: number },
): AskedReset {
  const reasons = { failed: failureReason, dropped: dropReason };
  const ended = failedFor === sequence ? 'failed' : droppedFor === sequence ? 'dropped' : undefined;
  const isMailed = mailOutcome === 'sent' || deliveryOutcome !== undefined;
  const state = isMailed ? 'mailed' : (ended ?? (request.mailedFor < sequence ? 'waiting' : 'unknown'));
  return {
    asker: request.asker,
    requestedAt,
    requestId: requestId ?? (sequence === request.sequence ? request.requestId : null),
    state,
    reason: state === 'failed' || state === 'dropped' ? reasons[state] : null,
    attempt: mailOutcome === undefined ? null : { outcome: mailOutcome, at: mailOutcomeAt },
    delivery: deliveryOutcome === undefined ? null : { outcome: deliveryOutcome, at: deliveryOutcomeAt },
  };
}

const time = z._default(z.number(), 0);
const settled = z.object({
  failedFor: time,
  failureReason: z._default(z.nullable(z.string()), null),
  droppedFor: time,
  dropReason: z._default(z.nullable(z.string()), null),
});
const noted = z.object({
  requestId: z.optional(z.string()),
  mailOutcome: z.optional(z.enum(mailAttempts)),
  mailOutcomeAt: time,
  deliveryOutcome: z.optional(z.enum(deliveryOutcomes)),
  deliveryOutcomeAt: time,
});
