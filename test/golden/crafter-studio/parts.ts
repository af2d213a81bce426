import type { Exchange, GoldenResponse, Values } from '#test/golden/exchange.ts';
import type { World } from '#test/golden/world.ts';
import { administratorJwt } from './administrator-jwt.ts';

type Asking = Pick<Exchange, 'route' | 'request'>;

const user = '/api/1/services/api/1/user';

/** The context path of a standard Studio, or none. */
type Context = '' | '/studio';

export function forgotPassword(query: string, headers: Values = {}, context: Context = ''): Asking {
  const path = `${context}${user}/forgot-password.json${query}`;
  return { route: 'crafter-studio/forgot-password', request: { method: 'GET', path, headers } };
}

export function validateToken(query: string, headers: Values = {}, context: Context = ''): Asking {
  const path = `${context}${user}/validate-token.json${query}`;
  return { route: 'crafter-studio/validate-token', request: { method: 'GET', path, headers } };
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

export function setPassword(body: Body, headers: Values = jsonType, context: Context = ''): Asking {
  const path = `${context}${user}/set-password.json`;
  return { route: 'crafter-studio/set-password', request: { method: 'POST', path, headers, ...withBody(body) } };
}

/** Sends the administrator's token that `asAdministrator` makes, unless the headers have another one. */
export function resetPassword(username: string, body: Body, headers: Values = jsonType, context: Context = ''): Asking {
  const path = `${context}/api/2/user/reset-password/${username}`;
  const all = { Authorization: 'Bearer {{jwt}}', ...headers };
  return { route: 'crafter-studio/reset-password', request: { method: 'POST', path, headers: all, ...withBody(body) } };
}

export const asAdministrator = async (): Promise<Values> => ({ jwt: await administratorJwt() });

let lastUser = 0;

/** Stores a new open user, with the given changes, and returns the username. */
export async function studioUser(
  world: World,
  changes: Omit<Parameters<World['storeAccount']>[0], 'realm' | 'id'> = {},
): Promise<string> {
  const id = `user-${++lastUser}-${Date.now()}`;
  await world.storeAccount({ realm: 'crafter-studio', id, ...changes });
  return id;
}

/** A good token of a new user. */
export async function goodToken(world: World): Promise<Values & { user: string; token: string }> {
  const id = await studioUser(world);
  return { user: id, token: await world.token({ realm: 'crafter-studio', id }), jwt: await administratorJwt() };
}

/** A token of a new user. Both have the given changes. */
export async function tokenOf(
  world: World,
  account?: Parameters<typeof studioUser>[1],
  token?: Parameters<World['token']>[1],
): Promise<Values> {
  const id = await studioUser(world, account);
  return { user: id, token: await world.token({ realm: 'crafter-studio', id }, token) };
}

const headers = { 'Content-Type': 'application/json;charset=UTF-8' };

const saying = (status: number, message: string): GoldenResponse => ({ status, headers, body: `{"message":"${message}"}` });

/** The contract's answers, by row. */
export const ok = saying(200, 'OK');
export const invalidParameters = saying(400, 'Invalid parameter(s)');
export const badRequest = saying(400, 'Bad Request');
export const unauthorized = saying(401, 'Unauthorized');
export const externallyManaged = saying(403, 'Externally managed user');
export const notFound = saying(404, 'User not found');
export const serverError = saying(500, 'Internal server error');
export const serviceUnavailable = saying(503, 'Service unavailable');

/** @param username as in the Location, URL-encoded */
export function okAt(username: string, base = '{{base}}'): GoldenResponse {
  return { ...ok, headers: { ...headers, Location: `${base}${user}/get.json?username=${username}` } };
}

export function passwordRefused(reason: string): GoldenResponse {
  return { status: 400, headers, body: `{"message":"Invalid parameter(s)","reason":"${reason}"}` };
}

export const tooManyRequests: GoldenResponse = {
  ...saying(429, 'Too many requests'),
  headers: { ...headers, 'Retry-After': '{{integer}}' },
};

/** Values of a field that should be a non-empty string. */
export const notText: readonly (readonly [string, unknown])[] = [
  ['absent', undefined],
  ['empty', ''],
  ['null', null],
  ['a number', 12345678],
  ['a boolean', true],
  ['an array', ['a pass phrase for this']],
  ['an object', { a: 'b' }],
  ['{"$gt":""}', { $gt: '' }],
  ['an AttributeValue', { S: 'a pass phrase for this' }],
];

/** Passwords that the default policy refuses, and the sentences for them. `{{user}}` is the username. */
export const passwordFaults: readonly (readonly [string, string, string])[] = [
  ['of 7 characters', '7 signs', 'The password must have at least 8 characters; 15 or more are recommended.'],
  ['of blanks', '   ', 'The password must have at least 8 characters; 15 or more are recommended.'],
  ['of 73 bytes', `${'ü'.repeat(36)}x`, 'The password must not be longer than 72 bytes in UTF-8.'],
  ['of 15,000 bytes', 'x'.repeat(15_000), 'The password must not be longer than 72 bytes in UTF-8.'],
  ['that is common', 'PassWord1', 'The password is one of the most common ones; choose another.'],
  ['that is the username', '{{user}}', 'The password must not be the username.'],
  ['that is the mail address', '{{user}}@Example.com', 'The password must not be the mail address.'],
  ['with NUL', 'correct\0horse', 'The password holds a character that cannot be stored.'],
  ['with half a character', 'correct\ud800horse', 'The password holds a character that cannot be stored.'],
];
