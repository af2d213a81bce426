import * as z from 'zod/mini';
import { type Asker, askers, realms } from '#lib/reset/ports.ts';
import { madeOnce } from '#lib/runtime/made-once.ts';
import type { AuditEvent } from './audit-event.ts';
import { makeEvent, rekey } from './make-event.ts';
import { isOperatorRequest } from './operator-request-id.ts';

/**
 * The events of one image of a stored request: what became of it if this write settled it, or that it was asked for if this write accepted it. An
 * image with failures comes from a write that counted one, which is no event.
 *
 * @throws {z.core.$ZodError} when the image is not that of a request
 */
export function eventsOfRequest(image: object): AuditEvent[] {
  const request = z.parse(requestImage(), image);
  if (request.settled !== null && request.settledUnder === request.nonce) {
    return settlementEvents(request, request.settled);
  }
  return request.pending === null || request.failures !== null ? [] : [askedEvent(request)];
}

type Request = z.output<ReturnType<typeof requestImage>>;

function askedEvent(request: Request): AuditEvent {
  const { realm, identifier: id, sequence, requestedAt, actor, address, requestId } = request;
  return makeEvent({
    fact: [...factOf(request), sequence],
    at: requestedAt,
    what: 'reset-asked',
    outcome: 'accepted',
    realm,
    account: { id, tenant: null },
    who: { kind: kindOf(request), name: actor },
    address,
    requestId,
    operation: null,
  });
}

/** One event for each account that got a mail, and one for those that got none: nobody needs to know which those are, and there may be none. */
function settlementEvents(request: Request, { sequence, outcome, at, mailed }: Settled): AuditEvent[] {
  const { realm, identifier: id } = request;
  const common = {
    at,
    realm,
    who: rekey,
    address: null,
    // A later request may have replaced the id of the one that is settled.
    requestId: request.sequence === sequence ? request.requestId : null,
    operation: null,
  };
  const fact = [...factOf(request), sequence];
  const sent = mailed.map((account) =>
    makeEvent({ ...common, fact: [...fact, account.id], what: 'reset-mailed', outcome: 'sent', account }),
  );
  const isDone = outcome === 'sent' || (outcome === 'already-done' && mailed.length > 0);
  const notMailed = { ...common, fact, what: 'reset-not-mailed', outcome, account: { id, tenant: null } } as const;
  return isDone ? sent : [...sent, makeEvent(notMailed)];
}

function factOf({ realm, asker, identifier, requestedAt }: Request): unknown[] {
  return [realm, asker, identifier, requestedAt];
}

const kinds = { anonymous: 'anyone', application: 'application', administrator: 'administrator' } as const satisfies {
  readonly [asker in Asker]: AuditEvent['who']['kind'];
};

/** The command line asks in the name of an administrator, or, when it asks again, of whoever asked before. */
function kindOf({ asker, requestId }: Request): AuditEvent['who']['kind'] {
  return isOperatorRequest(requestId) ? 'operator' : kinds[asker];
}

type Settled = NonNullable<Request['settled']>;

const absent = <Schema extends z.ZodMiniType>(schema: Schema) => z._default(z.nullable(schema), null);

/** Requests of former versions lack the fields for the audit. */
const requestImage = madeOnce(() =>
  z.object({
    realm: z.enum(realms),
    asker: z.enum(askers),
    identifier: z.string(),
    requestId: z.string(),
    requestedAt: z.number(),
    sequence: z.number(),
    address: absent(z.string()),
    actor: absent(z.string()),
    pending: absent(z.number()),
    failures: absent(z.number()),
    nonce: absent(z.string()),
    settledUnder: absent(z.string()),
    settled: absent(
      z.object({
        sequence: z.number(),
        outcome: z.string(),
        at: z.number(),
        mailed: z.array(z.object({ id: z.string(), tenant: z.nullable(z.string()) })),
      }),
    ),
  }),
);
