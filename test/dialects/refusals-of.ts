import type { RouteAnswer } from '#lib/http/answer.ts';
import type { Refuse } from '#lib/http/dialect.ts';
import { RequestError, type RequestFailures } from '#lib/http/request-error.ts';
import { ResetError, type ResetFailures } from '#lib/reset/errors.ts';
import { eventWith } from './event-with.ts';

type Failures = ResetFailures & RequestFailures;
type Code = keyof Failures;

const fault = { name: 'email', problem: 'must be a string', isMissing: false };

/** Each failure of the rules or of reading a request, with its detail. */
const failures: Failures = {
  'access-token-missing': null,
  'access-token-unknown': { given: 'an-id' },
  'access-token-expired': { given: 'an-id', application: 'sample-app', expiredOn: Date.UTC(2024, 0, 2, 23, 59) },
  'account-not-found': { identifier: 'somebody' },
  'account-externally-managed': null,
  'action-denied': { tenant: 'sample-tenant' },
  'link-refused': { application: 'sample-app' },
  'token-refused': { given: 'a-token' },
  'password-refused': { fault: 'too-long', maximumCharacters: null },
  'outcome-unknown': null,
  'too-many-requests': { retryAfterSeconds: 17 },
  'path-refused': fault,
  'query-refused': fault,
  'body-refused': fault,
  'parameters-refused': fault,
  'body-unreadable': { problem: 'the body is not JSON' },
  'body-too-large': null,
  'past-the-proxy': null,
};

// Each code is a key of the table, but the type of `Object.keys` does not say so.
export const codes = Object.keys(failures) as Code[];

const isOfRequest = (code: Code): code is keyof RequestFailures => /^(path|query|body|parameters|past)-/.test(code);

function failureOf<C extends Code>(code: C, detail: Failures[C] = failures[code]): Error {
  // The union that a code belongs to also determines its detail; the compiler cannot follow that.
  return isOfRequest(code) ? new RequestError(code, detail as never) : new ResetError(code as never, detail as never);
}

/** A dialect's answers to failures on one of its routes. */
export function refusalsOf(refuse: Refuse<RouteAnswer>, routeId: string) {
  const toError = (error: unknown): RouteAnswer => refuse(error, { routeId, requestId: 'a-request', event: eventWith() });
  return { toError, to: <C extends Code>(code: C, detail?: Failures[C]): RouteAnswer => toError(failureOf(code, detail)) };
}
