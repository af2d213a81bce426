import * as z from 'zod/mini';
import { realms } from '#lib/reset/ports.ts';
import { madeOnce } from '#lib/runtime/made-once.ts';
import type { AuditEvent } from './audit-event.ts';
import { makeEvent, rekey } from './make-event.ts';

/**
 * The events of one image of an account, or of the shadow of one: that its password was set, how the notice of that ended, or what its owner stopped. The attributes stay in
 * the item, so an image of a later write has them too. What was written long before the record was made is not what this write did.
 *
 * @param writtenAt epoch milliseconds: when DynamoDB made the record
 * @throws {z.core.$ZodError} when the image is not that of an account
 */
export function eventsOfAccount(image: object, writtenAt: number): AuditEvent[] {
  const account = z.parse(accountImage(), image);
  return [...changeEvents(account, writtenAt), ...stopEvents(account, writtenAt)];
}

function changeEvents(account: AccountImage, writtenAt: number): AuditEvent[] {
  const { noticeDue, noticeFailures, passwordSet, noticeEnded } = account;
  if (noticeDue !== null) {
    const isThisWrite = noticeFailures === null && passwordSet?.at === noticeDue && isFresh(noticeDue, writtenAt);
    return isThisWrite ? [passwordEvent(account, passwordSet)] : [];
  }
  return noticeEnded !== null && isFresh(noticeEnded.at, writtenAt) ? [noticeEvent(account, noticeEnded)] : [];
}

/** Longer than any function runs, with room for clocks that differ. */
const freshMilliseconds = 120_000;

function isFresh(at: number, writtenAt: number): boolean {
  return Math.abs(writtenAt - at) <= freshMilliseconds;
}

type AccountImage = z.output<ReturnType<typeof accountImage>>;

function passwordEvent(
  { realm, id, tenant }: AccountImage,
  { at, by, actor, address, requestId }: NonNullable<AccountImage['passwordSet']>,
): AuditEvent {
  return makeEvent({
    fact: [realm, id, at, requestId],
    at,
    what: 'password-set',
    outcome: 'set',
    realm,
    account: { id, tenant },
    who: { kind: by ?? 'anyone', name: actor },
    address,
    requestId,
    operation: null,
  });
}

function stopEvents({ realm, id, tenant, ownerStop }: AccountImage, writtenAt: number): AuditEvent[] {
  if (ownerStop === null || !isFresh(ownerStop.at, writtenAt)) {
    return [];
  }
  const { what, at, address, requestId } = ownerStop;
  const by = { who: { kind: 'owner', name: null }, address, requestId, operation: null } as const;
  return [makeEvent({ fact: [realm, id, at, requestId], at, what, outcome: 'done', realm, account: { id, tenant }, ...by })];
}

function noticeEvent(
  { realm, id, tenant }: AccountImage,
  { at, outcome, noticeDue }: NonNullable<AccountImage['noticeEnded']>,
): AuditEvent {
  return makeEvent({
    fact: [realm, id, noticeDue],
    at,
    what: outcome === 'sent' ? 'notice-sent' : 'notice-not-sent',
    outcome,
    realm,
    account: { id, tenant },
    who: rekey,
    address: null,
    requestId: null,
    operation: null,
  });
}

const absent = <Schema extends z.ZodMiniType>(schema: Schema) => z._default(z.nullable(schema), null);

const accountImage = madeOnce(() =>
  z.object({
    realm: z.enum(realms),
    id: z.string(),
    tenant: absent(z.string()),
    noticeDue: absent(z.number()),
    noticeFailures: absent(z.number()),
    passwordSet: absent(
      z.object({
        at: z.number(),
        by: z.nullable(z.enum(['owner', 'administrator'])),
        actor: z.nullable(z.string()),
        address: z.nullable(z.string()),
        requestId: z.nullable(z.string()),
      }),
    ),
    ownerStop: absent(
      z.object({
        what: z.enum(['request-cancelled', 'account-closed']),
        at: z.number(),
        address: z.string(),
        requestId: z.string(),
      }),
    ),
    noticeEnded: absent(z.object({ at: z.number(), outcome: z.string(), noticeDue: z.number() })),
  }),
);
