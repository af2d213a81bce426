import type { PrefetchFailures } from '#lib/dialects/crafter-studio/refuse-prefetch.ts';
import type { RouteAnswer } from '#lib/http/answer.ts';
import type { InputFault } from '#lib/http/check-input.ts';
import { type Failures, refuseByTable } from '#lib/http/dialect.ts';
import type { OtherSiteFailures } from '#lib/http/refuse-other-sites.ts';
import { type ApplicationFailures, CodedError } from '#lib/reset/errors.ts';
import { outcomeUnknown, outcomeUnknownToAdministrator } from '#lib/wording/known-sentences.ts';
import { passwordFaultSentence } from '#lib/wording/password-fault-sentence.ts';
import { answer, type StudioResponse } from './answer.ts';
import { changeOwnPassword, forgotPassword, resetPassword, validateToken } from './routes.ts';

/** No application calls Studio's routes, and each of their parameters has one place. */
type Impossible = keyof ApplicationFailures | 'parameters-refused';

export type CallerFailures = {
  /** There is no credential, or none that is valid. */
  'caller-unknown': null;
  /** The caller is known, but is not an administrator. */
  'caller-not-allowed': null;
  /** The body names another user than the path. */
  'names-differ': null;
  /** The caller is Rekey itself, because the address of Studio's own server leads back here. */
  'came-back': null;
};

export class CallerError<Code extends keyof CallerFailures = keyof CallerFailures> extends CodedError<Code, null> {
  override readonly name = 'CallerError';
}

const responses = {
  failure: { code: 1000, message: 'Internal system failure', remedialAction: 'Contact support' },
  badParameters: {
    code: 1001,
    message: 'Invalid parameter(s)',
    remedialAction: "Check API and make sure you're sending the correct parameters",
  },
  /** Rekey's own. Studio does not use the code. */
  busy: { code: 1003, message: 'Too many requests', remedialAction: 'Please wait and try again' },
  unauthenticated: { code: 2000, message: 'Unauthenticated', remedialAction: 'Please login first' },
  unauthorized: {
    code: 2001,
    message: 'Unauthorized',
    remedialAction: "You don't have permission to perform this task, please contact your administrator",
  },
  noSuchUser: {
    code: 6000,
    message: 'User not found',
    remedialAction: "Check if you're using the correct User ID or username",
  },
  externallyManaged: {
    code: 6002,
    message: 'User is externally managed',
    remedialAction: 'Update the user in the main identity system (e.g. LDAP)',
  },
  weakPassword: {
    code: 6003,
    message: 'User password does not fulfill requirements',
    remedialAction: 'Use password that will fulfill password requirements',
  },
} as const satisfies { [name: string]: StudioResponse };

type DialectFailures = Omit<Failures, Impossible> & CallerFailures & PrefetchFailures & OtherSiteFailures;

export const refuse = refuseByTable<DialectFailures>({
  'path-refused': badParameters,
  'query-refused': badQuery,
  'body-refused': badBody,
  'body-unreadable': badParameters,
  'body-too-large': badParameters,
  'names-differ': badParameters,
  'came-back': badParameters,
  'past-the-proxy': () => answer(403, responses.unauthorized),
  'caller-unknown': () => answer(401, responses.unauthenticated),
  'caller-not-allowed': () => answer(403, responses.unauthorized),
  'token-refused': () => answer(401, responses.unauthorized),
  'account-not-found': () => answer(404, responses.noSuchUser),
  'account-externally-managed': () => answer(403, responses.externallyManaged),
  'password-refused': (fault) =>
    answer(400, responses.weakPassword, errorsIn([{ field: 'newPassword', message: passwordFaultSentence(fault) }])),
  'outcome-unknown': (_detail, routeId) =>
    answer(500, {
      ...responses.failure,
      message: linkless.includes(routeId) ? outcomeUnknownToAdministrator : outcomeUnknown,
    }),
  'too-many-requests': ({ retryAfterSeconds }) => answer(429, responses.busy, {}, { 'Retry-After': String(retryAfterSeconds) }),
  prefetched: unavailable,
  'sent-by-another-site': unavailable,
  unexpected: () => answer(500, responses.failure),
});

/** The calls whose callers have no link. */
const linkless: readonly string[] = [resetPassword.id, changeOwnPassword.id];

type ValidationError = { field: string; message: string };

/** The key that Studio's pages read such errors from. */
function errorsIn(validationErrors: readonly ValidationError[]): object {
  return { validationErrors };
}

function badParameters(): RouteAnswer {
  return answer(400, responses.badParameters);
}

/** Studio names the method of its own code together with the parameter. */
const methodNames: { readonly [routeId: string]: string } = {
  [forgotPassword.id]: 'forgotPassword',
  [validateToken.id]: 'validateToken',
};

function badQuery({ name, problem, isMissing }: InputFault, routeId: string): RouteAnswer {
  return isMissing
    ? answer(400, { ...responses.badParameters, remedialAction: `Add missing parameter '${name}' of type 'String'` })
    : answer(400, responses.badParameters, errorsIn([{ field: `${methodNames[routeId]}.${name}`, message: problem }]));
}

function badBody({ others = [], ...first }: InputFault): RouteAnswer {
  const errors = [first, ...others].map(({ name, problem }) => ({
    field: name === 'new' ? 'newPassword' : name,
    message: problem,
  }));
  return answer(400, responses.badParameters, errorsIn(errors));
}

/** The request came from a page that its user may not have looked at, so it must not send a mail. */
function unavailable(): RouteAnswer {
  return answer(503, responses.failure);
}
