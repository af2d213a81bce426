import type { RouteAnswer } from '#lib/http/answer.ts';
import { type Failures, refuseByTable } from '#lib/http/dialect.ts';
import type { OtherSiteFailures } from '#lib/http/refuse-other-sites.ts';
import type { ApplicationFailures, PasswordFault } from '#lib/reset/errors.ts';
import { outcomeUnknown } from '#lib/wording/known-sentences.ts';
import { passwordFaultSentence } from '#lib/wording/password-fault-sentence.ts';
import { answer, error } from './answer.ts';
import { loginWithToken, resetPassword, updateCurrentUser } from './routes.ts';
import type { SessionFailures } from './session.ts';
import type { UpdateFailures } from './user-update.ts';

/** No application calls these routes, they have no query, and Traffic Ops knows no accounts that are managed elsewhere. */
type Impossible = keyof ApplicationFailures | 'query-refused' | 'parameters-refused' | 'account-externally-managed';

export const refuse = refuseByTable<Omit<Failures, Impossible> & SessionFailures & UpdateFailures & OtherSiteFailures>({
  'path-refused': ({ name }) => (name === 'slash' ? refusal(404, 'Not Found') : versionUnknown()),
  'body-refused': badParameter,
  'body-unreadable': ({ problem }, routeId) => malformed(problem, routeId),
  'body-too-large': (_, routeId) => malformed('the body is larger than 16 KiB', routeId),
  'past-the-proxy': () => refusal(403, 'Forbidden'),
  'account-not-found': ({ identifier }) => refusal(404, `No account with the email address '${identifier}' was found!`),
  'too-many-requests': ({ retryAfterSeconds }) => refusal(429, 'Too many requests', { 'Retry-After': String(retryAfterSeconds) }),
  /** If the token of a session was spent elsewhere in the meantime, the session is older than the last password change. */
  'token-refused': (_, routeId) =>
    routeId === updateCurrentUser.id ? expired() : refusal(401, 'Invalid token. Please contact your administrator.'),
  'sent-by-another-site': () => refusal(403, 'Forbidden: the request comes from a page of another site'),
  'session-missing': () => refusal(401, 'unauthorized, please log in.'),
  'session-forged': () => refusal(401, 'bad signature - unauthorized, please log in'),
  'session-expired': expired,
  'session-undecodable': () => refusal(401, 'Unauthorized'),
  'session-account-gone': () => refusal(401, 'user not found'),
  'field-fixed': ({ field }) => refusal(400, `${field} cannot be changed here`),
  'password-refused': (fault) => refusal(400, passwordText(fault)),
  'outcome-unknown': () => refusal(500, outcomeUnknown),
  'password-empty': () => refusal(400, 'The password must not be empty.'),
  'passwords-differ': () => refusal(400, 'The password and its confirmation are not the same.'),
  unexpected: () => refusal(500, 'Internal Server Error'),
});

function refusal(status: number, text: string, headers: RouteAnswer['headers'] = {}): RouteAnswer {
  return answer(status, { alerts: [error(text)] }, { headers });
}

/** How each call begins its sentence about a bad request. */
const complaints: { readonly [routeId: string]: string } = {
  [resetPassword.id]: 'Malformed request',
  [loginWithToken.id]: 'Invalid request',
  [updateCurrentUser.id]: "couldn't parse request",
};

function malformed(problem: string, routeId: string): RouteAnswer {
  return refusal(400, `${complaints[routeId] ?? 'Malformed request'}: ${problem}`);
}

function badParameter({ name, problem }: { name: string; problem: string }, routeId: string): RouteAnswer {
  return malformed(`${name} ${problem}`, routeId);
}

function expired(): RouteAnswer {
  return refusal(401, 'signature expired - unauthorized, please log in');
}

/** The Go client falls back to an older version of the API on this status only. */
function versionUnknown(): RouteAnswer {
  return refusal(
    501,
    'The requested api version is not implemented by this server. If you are using a newer client with an older server, you will need to use an older client version or upgrade your server.',
  );
}

/** Traffic Ops has its own sentences for three faults. */
function passwordText(fault: PasswordFault): string {
  switch (fault.fault) {
    case 'is-username':
      return 'Your password cannot be your username.';
    case 'too-short':
      return `Password must be greater than ${fault.minimumCharacters - 1} characters.`;
    case 'too-common':
      return 'Password is too common.';
    default:
      return passwordFaultSentence(fault);
  }
}
