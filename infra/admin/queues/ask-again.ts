import { gather } from '#infra/admin/iterables.ts';
import { operatorRequestId } from '#lib/audit/operator-request-id.ts';
import { dynamoResetRequests } from '#lib/dynamo/dynamo-reset-requests.ts';
import { dynamoResetTokens } from '#lib/dynamo/dynamo-reset-tokens.ts';
import { listUnsettledRequests, type UnsettledRequest } from '#lib/dynamo/operator/list-reset-requests.ts';
import { recordTriedMinutes } from '#lib/mail/mail-functions.ts';
import { isRevoked } from '#lib/reset/check-token.ts';
import { realms } from '#lib/reset/ports.ts';
import type { Settings } from '#lib/settings/settings.ts';

/**
 * The requests that still wait and that the mailer has given up, because their links would have expired. With `failed` also those that SES refused.
 * Those that ended when their realm was revoked are not among them (K14).
 */
export async function unmailedRequests(
  settings: Settings,
  { now, failed }: { now: number; failed: boolean },
): Promise<readonly UnsettledRequest[]> {
  const triedSince = now - recordTriedMinutes('mail/send-reset-link', settings) * 60_000;
  const { notBefore } = dynamoResetTokens(settings);
  const fences = new Map(await Promise.all(realms.map(async (realm) => [realm, await notBefore(realm)] as const)));
  const requests = await gather(listUnsettledRequests(settings));
  return requests.filter(
    (request) =>
      !isRevoked(request, fences.get(request.realm) ?? 0) &&
      ((request.state === 'outstanding' && request.requestedAt < triedSince) || (failed && request.state === 'failed')),
  );
}

/**
 * Makes the same requests again, in the name of whoever made them. So the mailer applies all its rules again, and each request replaces the former one.
 *
 * @returns how many of them the mailer has now, and how many have had all their mails for the life of a link
 */
export async function askAgain(
  settings: Settings,
  requests: readonly UnsettledRequest[],
): Promise<{ accepted: number; throttled: number }> {
  const { put } = dynamoResetRequests(settings);
  const counts = { accepted: 0, throttled: 0 };
  for (const request of requests) {
    const { realm, asker, identifier, typed, link, application, languages, timeZone, device } = request;
    const again = { realm, asker, identifier, typed, link, application, languages, timeZone, device };
    counts[await put({ ...again, requestId: operatorRequestId(), requestedAt: Date.now() }, settings)]++;
  }
  return counts;
}
