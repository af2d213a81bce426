import type { RouteAnswer } from '#lib/http/answer.ts';
import { type Failures, refuseByTable } from '#lib/http/dialect.ts';
import type { OtherSiteFailures } from '#lib/http/refuse-other-sites.ts';
import type { ApplicationFailures } from '#lib/reset/errors.ts';
import { outcomeUnknown, outcomeUnknownToAdministrator } from '#lib/wording/known-sentences.ts';
import { passwordFaultSentence } from '#lib/wording/password-fault-sentence.ts';
import type { AdministratorFailures } from './administrator.ts';
import { answer } from './answer.ts';
import type { PrefetchFailures } from './refuse-prefetch.ts';
import { resetPassword } from './routes.ts';

/** No application calls Studio's routes, and each of their parameters has one place. */
type Impossible = keyof ApplicationFailures | 'parameters-refused';

export const refuse = refuseByTable<Omit<Failures, Impossible> & AdministratorFailures & PrefetchFailures & OtherSiteFailures>({
  'path-refused': invalid,
  'query-refused': invalid,
  'body-refused': invalid,
  'body-unreadable': unreadable,
  'body-too-large': unreadable,
  'past-the-proxy': () => answer(403, 'Forbidden'),
  'administrator-refused': unauthorized,
  'token-refused': unauthorized,
  'account-externally-managed': () => answer(403, 'Externally managed user'),
  'account-not-found': () => answer(404, 'User not found'),
  'password-refused': (fault) => answer(400, 'Invalid parameter(s)', { reason: passwordFaultSentence(fault) }),
  'outcome-unknown': (_detail, routeId) =>
    answer(500, routeId === resetPassword.id ? outcomeUnknownToAdministrator : outcomeUnknown),
  'too-many-requests': ({ retryAfterSeconds }) =>
    answer(429, 'Too many requests', {}, { 'Retry-After': String(retryAfterSeconds) }),
  prefetched: unavailable,
  'sent-by-another-site': unavailable,
  /** The document of the administrator's call names the exception. The name leads to it in the logs; its message never goes out. */
  unexpected: ({ errorName, requestId }, routeId) =>
    answer(500, routeId === resetPassword.id ? `Internal server error. ${errorName} ${requestId}` : 'Internal server error'),
});

function invalid(): RouteAnswer {
  return answer(400, 'Invalid parameter(s)');
}

function unauthorized(): RouteAnswer {
  return answer(401, 'Unauthorized');
}

/** The request came from a page that its user may not have looked at, so it must not send a mail. */
function unavailable(): RouteAnswer {
  return answer(503, 'Service unavailable');
}

/** The document of the administrator's call has a single message for every 400. */
function unreadable(_detail: unknown, routeId: string): RouteAnswer {
  return routeId === resetPassword.id ? invalid() : answer(400, 'Bad Request');
}
