import { gunzipSync } from 'node:zlib';
import * as z from 'zod/mini';
import type { ResetToken } from '#lib/reset/ports.ts';
import { madeOnce } from '#lib/runtime/made-once.ts';
import { realmOf } from '#lib/settings/is-upstream.ts';
import type { AuditEvent } from './audit-event.ts';
import { makeEvent } from './make-event.ts';

/** Finds what a token was minted for, as the audit event of its refusal names it. */
export type FindToken = (tokenHash: string) => Promise<Pick<ResetToken, 'realm' | 'accountId' | 'tenant'> | undefined>;

/**
 * The events of the lines that CloudWatch Logs hands over: the refusals, which write nothing else.
 *
 * @param data as it arrives: gzip in Base64
 * @throws when a line is not one of Rekey's
 */
export async function eventsOfLog(data: string, findToken: FindToken): Promise<AuditEvent[]> {
  const { logEvents } = z.parse(delivery(), JSON.parse(gunzipSync(Buffer.from(data, 'base64')).toString()));
  return Promise.all(logEvents.map(({ id, message }) => refusalEvent(id, z.parse(line(), JSON.parse(message)), findToken)));
}

async function refusalEvent(id: string, refusal: z.output<ReturnType<typeof line>>, findToken: FindToken): Promise<AuditEvent> {
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

const delivery = madeOnce(() => z.object({ logEvents: z.array(z.object({ id: z.string(), message: z.string() })) }));

const line = madeOnce(() =>
  z.object({
    route: z.string(),
    requestId: z.string(),
    timestamp: z.string(),
    failure: z.optional(z.string()),
    /** The product's own server refused. */
    passedOn: z.optional(z.string()),
    from: z.string(),
    refusedToken: z.optional(z.string()),
  }),
);
