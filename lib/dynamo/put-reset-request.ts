import type { MailLimits, ResetRequest } from '#lib/reset/ports.ts';
import { randomText } from '#lib/reset/token.ts';
import { requestFields, resetRequestKey } from './reset-request-item.ts';
import { updateIf } from './update-if.ts';

/**
 * The write that is both the queue and the throttle. The attributes t0, t1, … hold the times of the last accepted requests, the latest
 * first. Every accepted request moves them on by one: DynamoDB evaluates the right sides on the item as it was before the write. So t2 is
 * the time of the third last request, and fewer than three were accepted in the last minute exactly if t2 is a minute ago or more.
 *
 * When an answer is lost, the SDK sends the write a second time. The condition on `nonce` keeps that attempt from ordering a second mail. The
 * attempt is reported as throttled, which changes the log but no answer. It cannot be told from a real throttle, because the embedded database
 * does not return the item on which a condition failed.
 */
export async function putResetRequest(
  table: string,
  request: ResetRequest,
  { mailsPerMinute, mailsPerTokenLifetime, tokenLifetimeMinutes }: MailLimits,
): Promise<'accepted' | 'throttled'> {
  const now = request.requestedAt;
  const log = Array.from({ length: Math.max(mailsPerMinute, mailsPerTokenLifetime) - 1 }, (_, index) => index);
  const longAgo = (index: number, bound: string) => `(attribute_not_exists(#t${index}) OR #t${index} <= :${bound})`;
  const written = await updateIf({
    table,
    key: resetRequestKey(request),
    update: [
      'SET #t0 = :requestedAt, #nonce = :nonce, #deleteAfter = :deleteAfter, #pending = :one, #sequence = if_not_exists(#sequence, :zero) + :one',
      ...log.map((index) => `, #t${index + 1} = if_not_exists(#t${index}, :zero)`),
      ...requestFields.map((field) => `, #${field} = :${field}`),
      ' REMOVE #failures',
    ].join(''),
    condition: [
      longAgo(mailsPerMinute - 1, 'minuteAgo'),
      longAgo(mailsPerTokenLifetime - 1, 'lifetimeAgo'),
      '(attribute_not_exists(#nonce) OR #nonce <> :nonce)',
    ].join(' AND '),
    values: {
      ...Object.fromEntries(requestFields.map((field) => [field, request[field] ?? null])),
      deleteAfter: Math.floor((now + keptFor) / 1000),
      minuteAgo: now - minute,
      lifetimeAgo: now - tokenLifetimeMinutes * minute,
      nonce: randomText(16),
      zero: 0,
      one: 1,
    },
  });
  return written ? 'accepted' : 'throttled';
}

const minute = 60_000;
const hour = 3_600_000;
/** Longer than the longest life of a link, which is how far the mail limit looks back, and longer than the day for which the stream keeps its record. */
const keptFor = 25 * hour;
