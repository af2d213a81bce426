import { gunzipSync } from 'node:zlib';
import * as z from 'zod/mini';
import type { ResetToken } from '#lib/reset/ports.ts';
import { logger } from '#lib/runtime/log.ts';
import { madeOnce } from '#lib/runtime/made-once.ts';
import { parseJson } from '#lib/runtime/parse-json.ts';
import { realmOf } from '#lib/settings/is-upstream.ts';
import type { AuditEvent } from './audit-event.ts';
import { makeEvent } from './make-event.ts';

/** Finds what a token was minted for, as the audit event of its refusal names it. */
export type FindToken = (tokenHash: string) => Promise<Pick<ResetToken, 'realm' | 'accountId' | 'tenant'> | undefined>;

/**
 * The events of the lines that CloudWatch Logs hands over: the refusals, which write nothing else. A line that is not one of Rekey's must not hold up
 * the others. It is noted, and an alarm rings.
 *
 * @param data as it arrives: gzip in Base64
 * @throws what the look-up of a token throws
 */
export async function eventsOfLog(data: string, findToken: FindToken): Promise<AuditEvent[]> {
  const { messageType, logEvents } = z.parse(delivery(), JSON.parse(gunzipSync(Buffer.from(data, 'base64')).toString()));
  // CloudWatch Logs asks whether the function is there.
  return messageType === 'CONTROL_MESSAGE' ? [] : Promise.all(logEvents.flatMap((each) => eventOrNote(each, findToken)));
}

function eventOrNote({ id, message }: { id: string; message: string }, findToken: FindToken): Promise<AuditEvent>[] {
  const refusal = z.safeParse(line(), parseJson(message));
  if (!refusal.success) {
    logger.error('a line has no audit event', { line: id });
    return [];
  }
  return [refusalEvent(id, refusal.data, findToken)];
}

async function refusalEvent(id: string, refusal: Refusal, findToken: FindToken): Promise<AuditEvent> {
  const { route, requestId, timestamp, failure, passedOn, from, refusedToken } = refusal;
  const found = refusedToken === undefined ? undefined : await findToken(refusedToken);
  return makeEvent({
    fact: [id],
    at: Date.parse(timestamp),
    what: 'reset-refused',
    // Without a failure, the caller got the usual answer, and the account has had its mails for now.
    outcome: failure ?? passedOn ?? 'mail-limit',
    realm: found?.realm ?? realmOf(route) ?? null,
    account: found === undefined ? null : { id: found.accountId, tenant: found.tenant },
    who: { kind: 'anyone', name: null },
    address: from,
    requestId,
    operation: route,
  });
}

const delivery = madeOnce(() =>
  z.object({
    messageType: z.optional(z.string()),
    logEvents: z.array(z.object({ id: z.string(), message: z.string() })),
  }),
);

type Refusal = z.output<ReturnType<typeof line>>;

const line = madeOnce(() =>
  z.object({
    route: z.string(),
    requestId: z.string(),
    timestamp: z.string().check(z.refine((text) => !Number.isNaN(Date.parse(text)))),
    failure: z.optional(z.string()),
    /** The product's own server refused. */
    passedOn: z.optional(z.string()),
    from: z.string(),
    refusedToken: z.optional(z.string()),
  }),
);
