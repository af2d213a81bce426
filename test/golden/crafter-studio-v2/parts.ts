import { notText } from '#test/golden/crafter-studio/parts.ts';
import type { Exchange, GoldenResponse, Values } from '#test/golden/exchange.ts';

type Asking = Pick<Exchange, 'route' | 'request'>;

/** The context path of a standard Studio, or none. */
type Context = '' | '/studio';

type Place = { context?: Context; extension?: '' | '.json' };

const users = '/api/2/users';

const placed = (path: string, { context = '', extension = '' }: Place) => `${context}${users}${path}${extension}`;

export function forgotPassword(query: string, headers: Values = {}, place: Place = {}): Asking {
  const path = `${placed('/forgot_password', place)}${query}`;
  return { route: 'crafter-studio-v2/forgot-password', request: { method: 'GET', path, headers } };
}

export function validateToken(query: string, headers: Values = {}, place: Place = {}): Asking {
  const path = `${placed('/validate_token', place)}${query}`;
  return { route: 'crafter-studio-v2/validate-token', request: { method: 'GET', path, headers } };
}

type Body = string | Buffer | object | undefined;

/** An object is sent as JSON, text and bytes as they are. */
function withBody(body: Body): { body?: string | Buffer } {
  if (body === undefined) {
    return {};
  }
  return { body: typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body) };
}

const jsonType = { 'Content-Type': 'application/json' };

export function setPassword(body: Body, headers: Values = jsonType, place: Place = {}): Asking {
  const path = placed('/set_password', place);
  return { route: 'crafter-studio-v2/set-password', request: { method: 'POST', path, headers, ...withBody(body) } };
}

/** Sends the administrator's token that `asAdministrator` makes, unless the headers have another one. */
export function resetPassword(username: string, body: Body, headers: Values = jsonType, place: Place = {}): Asking {
  const path = placed(`/${username}/reset_password`, place);
  const all = { Authorization: 'Bearer {{jwt}}', ...headers };
  return { route: 'crafter-studio-v2/reset-password', request: { method: 'POST', path, headers: all, ...withBody(body) } };
}

export function changeOwnPassword(body: Body, headers: Values = jsonType, place: Place = {}): Asking {
  const path = placed('/me/change_password', place);
  return { route: 'crafter-studio-v2/change-own-password', request: { method: 'POST', path, headers, ...withBody(body) } };
}

/** @param more the keys after `response`, as they are written */
function envelope(status: number, code: number, message: string, remedialAction: string, more = ''): GoldenResponse {
  const response = `{"code":${code},"message":"${message}","remedialAction":"${remedialAction}","documentationUrl":""}`;
  return { status, headers: { 'Content-Type': 'application/json' }, body: `{"response":${response}${more}}` };
}

const checkApi = "Check API and make sure you're sending the correct parameters";

/** The contract's answers. */
export const ok = envelope(200, 0, 'OK', '');
export const sent = envelope(
  200,
  0,
  'OK',
  '',
  ',"message":"If the user exists, a password recovery email has been sent to them."',
);
export const failure = envelope(500, 1000, 'Internal system failure', 'Contact support');
export const unavailable = { ...failure, status: 503 };
export const badParameters = envelope(400, 1001, 'Invalid parameter(s)', checkApi);
export const tooManyRequests: GoldenResponse = {
  ...envelope(429, 1003, 'Too many requests', 'Please wait and try again'),
  headers: { 'Content-Type': 'application/json', 'Retry-After': '{{integer}}' },
};
export const unauthenticated = envelope(401, 2000, 'Unauthenticated', 'Please login first');
const contactAdministrator = "You don't have permission to perform this task, please contact your administrator";
export const badToken = envelope(401, 2001, 'Unauthorized', contactAdministrator);
export const notAllowed = envelope(403, 2001, 'Unauthorized', contactAdministrator);
export const noSuchUser = envelope(404, 6000, 'User not found', "Check if you're using the correct User ID or username");
export const externallyManaged = envelope(
  403,
  6002,
  'User is externally managed',
  'Update the user in the main identity system (e.g. LDAP)',
);

export function missing(name: string): GoldenResponse {
  return envelope(400, 1001, 'Invalid parameter(s)', `Add missing parameter '${name}' of type 'String'`);
}

const errorsIn = (fields: readonly (readonly [field: string, message: string])[]) =>
  `,"validationErrors":[${fields.map(([field, message]) => `{"field":"${field}","message":"${message}"}`)}]`;

export function invalid(...fields: readonly (readonly [field: string, message: string])[]): GoldenResponse {
  return envelope(400, 1001, 'Invalid parameter(s)', checkApi, errorsIn(fields));
}

export function blank(...fields: readonly string[]): GoldenResponse {
  return invalid(...fields.map((field) => [field, 'must not be blank'] as const));
}

export function weak(reason: string): GoldenResponse {
  return envelope(
    400,
    6003,
    'User password does not fulfill requirements',
    'Use password that will fulfill password requirements',
    errorsIn([['newPassword', reason]]),
  );
}

/** The user whose password was set, as Rekey's own table has them. */
export function passwordSet({ username = '{{user}}', email = '{{user}}@example.com', firstName = '', lastName = '' } = {}) {
  const user = `{"id":null,"username":"${username}","firstName":"${firstName}","lastName":"${lastName}","externallyManaged":false,"email":"${email}","enabled":true}`;
  return envelope(200, 0, 'OK', '', `,"user":${user}`);
}

/** Values of a field that should be a text that is not blank. */
export const notFilled: readonly (readonly [string, unknown])[] = [...notText, ['of blanks', ' \t\n '.repeat(4)]];
