import type { Answer } from '#lib/http/answer.ts';
import { type Failures, refuseInWords } from '#lib/http/dialect.ts';
import { passwordFaultSentence } from '#lib/reset/password.ts';
import { contentType } from './answer-profile.ts';

/** Of upstream's closed set of error codes, the ones that these two calls can give. The stock client cannot decode any other. */
type ErrorCode = 'ACCESS_DENIED' | 'ACTION_DENIED' | 'NO_SUCH_PROFILE' | 'NO_SUCH_VERIFICATION_TOKEN' | 'OTHER';

const answer = (status: number, body: object, headers: Answer['headers'] = {}): Answer => ({
  status,
  headers: { 'Content-Type': contentType, ...headers },
  body: JSON.stringify(body),
});

const refusal = (status: number, errorCode: ErrorCode, message: string, headers?: Answer['headers']) =>
  answer(status, { errorCode, message }, headers);

const absent = ({ name }: { name: string }) =>
  refusal(400, 'OTHER', `Required request parameter '${name}' for method parameter type String is not present`);

/** A profile's id that is no id at all was looked up in vain. */
const noSuchProfile = (id: string) => refusal(404, 'NO_SUCH_PROFILE', `No profile with ID "${echo(id)}" found`);

export const refuse = refuseInWords<Failures>({
  'access-token-missing': () => refusal(403, 'ACCESS_DENIED', 'Access token ID param missing from request'),
  'access-token-unknown': ({ given }) => refusal(403, 'ACCESS_DENIED', `No access token found for ID "${echo(given)}"`),
  'access-token-expired': ({ given, application, expiredOn }) =>
    refusal(
      403,
      'ACCESS_DENIED',
      `Access token "${echo(given)}" for application "${application}" expired on ${americanDate(expiredOn)}`,
    ),
  'query-refused': absent,
  'body-refused': absent,
  'body-unreadable': ({ problem }) => refusal(400, 'OTHER', problem),
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
  'too-many-requests': ({ retryAfterSeconds }) =>
    refusal(429, 'OTHER', 'Too many requests', { 'Retry-After': String(retryAfterSeconds) }),
  'body-too-large': () => refusal(413, 'OTHER', 'Request body too large'),
  'account-externally-managed': () => refusal(403, 'ACTION_DENIED', 'Externally managed profile'),
  prefetched: () => refusal(503, 'OTHER', 'Service unavailable'),
  unexpected: () => answer(500, { message: 'Internal server error' }),
});

/** What came in goes out again only so far: 100 characters, none of them cut in half. */
function echo(given: string): string {
  return Array.from(given).slice(0, 100).join('');
}

/** MM/dd/yyyy in UTC, as upstream writes it. */
function americanDate(time: number): string {
  return new Date(time).toLocaleDateString('en-US', { timeZone: 'UTC', year: 'numeric', month: '2-digit', day: '2-digit' });
}
