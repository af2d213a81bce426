import type { Answer } from '#lib/http/answer.ts';
import { type Failures, refuseInWords } from '#lib/http/dialect.ts';
import { passwordFaultSentence } from '#lib/reset/password.ts';
import type { AdministratorFailures } from './administrator.ts';
import { answer } from './answer.ts';
import { resetPassword } from './routes.ts';

const invalid = (): Answer => answer(400, 'Invalid parameter(s)');
const unauthorized = (): Answer => answer(401, 'Unauthorized');

/** The document of the administrator's call has one message for every 400. */
const unreadable = (_: unknown, routeId: string): Answer =>
  routeId === resetPassword.id ? invalid() : answer(400, 'Bad Request');

export const refuse = refuseInWords<Failures & AdministratorFailures>({
  'path-refused': invalid,
  'query-refused': invalid,
  'body-refused': invalid,
  'body-unreadable': unreadable,
  'body-too-large': unreadable,
  'administrator-refused': unauthorized,
  'token-refused': unauthorized,
  'account-externally-managed': () => answer(403, 'Externally managed user'),
  'account-not-found': () => answer(404, 'User not found'),
  'password-refused': (fault) => answer(400, 'Invalid parameter(s)', { reason: passwordFaultSentence(fault) }),
  'too-many-requests': ({ retryAfterSeconds }) =>
    answer(429, 'Too many requests', {}, { 'Retry-After': String(retryAfterSeconds) }),
  prefetched: () => answer(503, 'Service unavailable'),
  'access-token-missing': unauthorized,
  'access-token-unknown': unauthorized,
  'access-token-expired': unauthorized,
  'action-denied': unauthorized,
  'link-refused': invalid,
  /** The document of the administrator's call names the exception: enough to find it in the logs, never its message. */
  unexpected: ({ errorName, requestId }, routeId) =>
    answer(500, routeId === resetPassword.id ? `Internal server error. ${errorName} ${requestId}` : 'Internal server error'),
});
