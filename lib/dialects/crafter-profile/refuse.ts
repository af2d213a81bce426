import type { RouteAnswer } from '#lib/http/answer.ts';
import { type Failures, refuseByTable } from '#lib/http/dialect.ts';
import { outcomeUnknown } from '#lib/wording/known-sentences.ts';
import { passwordFaultSentence } from '#lib/wording/password-fault-sentence.ts';
import { contentType } from './answer-profile.ts';

/** The error codes of these two calls, from upstream's closed set. The stock client cannot decode any other. */
type ErrorCode = 'ACCESS_DENIED' | 'ACTION_DENIED' | 'NO_SUCH_PROFILE' | 'NO_SUCH_VERIFICATION_TOKEN' | 'OTHER';

/**
 * These calls read query and body only as parameters. The contract has no answer for a profile whose password another system keeps: asking for a mail
 * answers as always (no mail can be sent), and every token of the profile is bad (P7).
 */
type Impossible = 'query-refused' | 'body-refused' | 'body-unreadable' | 'account-externally-managed';

export const refuse = refuseByTable<Omit<Failures, Impossible>>({
  'past-the-proxy': () => refusal(403, 'ACCESS_DENIED', 'Access denied'),
  'access-token-missing': () => refusal(403, 'ACCESS_DENIED', 'Access token ID param missing from request'),
  'access-token-unknown': ({ given }) => refusal(403, 'ACCESS_DENIED', `No access token found for ID "${echo(given)}"`),
  'access-token-expired': ({ given, application, expiredOn }) =>
    refusal(
      403,
      'ACCESS_DENIED',
      `Access token "${echo(given)}" for application "${application}" expired on ${americanDate(expiredOn)}`,
    ),
  'parameters-refused': absent,
  'path-refused': ({ name }) => noSuchProfile(name),
  'account-not-found': ({ identifier }) => noSuchProfile(identifier),
  'action-denied': ({ tenant }) =>
    refusal(
      403,
      'ACTION_DENIED',
      `Current subject does not have permission to execute action "MANAGE_PROFILES" on tenant "${tenant}"`,
    ),
  'token-refused': ({ given }) =>
    refusal(404, 'NO_SUCH_VERIFICATION_TOKEN', `No verification token found for ID "${echo(given)}"`),
  'link-refused': ({ application }) =>
    refusal(400, 'OTHER', `The reset password URL is not allowed for application "${application}"`),
  'password-refused': (fault) => refusal(400, 'OTHER', passwordFaultSentence(fault)),
  'outcome-unknown': () => refusal(500, 'OTHER', outcomeUnknown),
  'too-many-requests': ({ retryAfterSeconds }) =>
    refusal(429, 'OTHER', 'Too many requests', { 'Retry-After': String(retryAfterSeconds) }),
  'body-too-large': () => refusal(413, 'OTHER', 'Request body too large'),
  unexpected: () => answer(500, { message: 'Internal server error' }),
});

function refusal(status: number, errorCode: ErrorCode, message: string, headers?: RouteAnswer['headers']): RouteAnswer {
  return answer(status, { errorCode, message }, headers);
}

function answer(status: number, body: object, headers: RouteAnswer['headers'] = {}): RouteAnswer {
  return { status, headers: { 'Content-Type': contentType, ...headers }, body: JSON.stringify(body) };
}

function absent({ name }: { name: string }): RouteAnswer {
  return refusal(400, 'OTHER', `Required request parameter '${name}' for method parameter type String is not present`);
}

/** An id that cannot be a profile's gets the same answer as one that no profile has. */
function noSuchProfile(id: string): RouteAnswer {
  return refusal(404, 'NO_SUCH_PROFILE', `No profile with ID "${echo(id)}" found`);
}

/** Cuts what came in to 100 whole characters before it goes out again. */
function echo(given: string): string {
  return Array.from(given.slice(0, 200)).slice(0, 100).join('');
}

/** MM/dd/yyyy in UTC, as upstream writes it. */
function americanDate(time: number): string {
  return new Date(time).toLocaleDateString('en-US', { timeZone: 'UTC', year: 'numeric', month: '2-digit', day: '2-digit' });
}
