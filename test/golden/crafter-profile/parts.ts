import type { Application } from '#lib/reset/ports.ts';
import { sha256 } from '#lib/reset/token.ts';
import { applicationUrl } from '#test/credentials.ts';
import type { Exchange, GoldenResponse, Values } from '#test/golden/exchange.ts';
import { ownAccessToken, type World } from '#test/golden/world.ts';

type Asking = Pick<Exchange, 'route' | 'request'>;

/** An object is sent as JSON, text as a form, bytes as they are. */
type Body = string | Buffer | object;

type Where = { id?: string; context?: '' | '/crafter-profile'; extension?: '' | '.json'; query?: string; headers?: Values };

export const formType = { 'Content-Type': 'application/x-www-form-urlencoded' };
export const jsonType = { 'Content-Type': 'application/json' };

function post(route: string, path: string, body: Body, { context = '', extension = '', query = '', headers }: Where): Asking {
  const isText = typeof body === 'string' || Buffer.isBuffer(body);
  const request = {
    method: 'POST' as const,
    path: `${context}${path}${extension}${query}`,
    headers: headers ?? (isText ? formType : jsonType),
    body: isText ? body : JSON.stringify(body),
  };
  return { route, request };
}

/** Resets the password of the profile that `{{id}}` stands for, or of another one. */
export function resetPassword(body: Body, where: Where = {}): Asking {
  return post('crafter-profile/reset-password', `/api/1/profile/${where.id ?? '{{id}}'}/reset_password`, body, where);
}

export function changePassword(body: Body, where: Where = {}): Asking {
  return post('crafter-profile/change-password', '/api/1/profile/change_password', body, where);
}

/** The parameters of a good call, as a form. */
export const access = `accessTokenId=${ownAccessToken}`;
export const link = 'resetPasswordUrl=http://example.com';
export const goodReset = `${access}&${link}`;
export const goodChange = `${access}&resetTokenId={{token}}&newPassword=test123`;

/** The same parameters as the fields of a JSON object. */
export const resetFields = { accessTokenId: ownAccessToken, resetPasswordUrl: applicationUrl };
export const changeFields = { accessTokenId: ownAccessToken, resetTokenId: '{{token}}', newPassword: 'test123' };

export const reference = (id: string) => ({ realm: 'crafter-profile', id }) as const;

type Changes = Omit<Parameters<World['storeAccount']>[0], 'realm' | 'id'>;

export const attributes = { city: 'Oslo', 'a,b': 1, ' city': 2, address: { city: 'Rome', zip: null }, none: null };

let lastProfile = 0;

/** For `given`: stores a new open profile, with the given changes. */
export const profile =
  (changes: Changes = {}) =>
  async (world: World): Promise<{ id: string }> => {
    const id = `${(++lastProfile).toString(16).padStart(4, '0')}${Date.now().toString(16).padStart(20, 'a')}`;
    const details = { verified: true, roles: ['APP_TEST'], attributes };
    const times = { createdOn: 1495811673842, lastModified: 5 };
    await world.storeAccount({ ...reference(id), tenant: 'sample-tenant', details, ...times, ...changes });
    return { id };
  };

/** For `given`: stores the same with a good token. */
export const profileWithToken =
  (changes: Changes = {}) =>
  async (world: World): Promise<{ id: string; token: string }> => {
    const { id } = await profile(changes)(world);
    return { id, token: await world.token(reference(id)) };
  };

let lastApplication = 0;

/** For `given`: stores a new application; `{{access}}` is its access token id. */
export const application =
  (changes: Partial<Application> = {}) =>
  async (world: World): Promise<{ access: string }> => {
    const id = `00000000-0000-4000-8000-${(++lastApplication).toString().padStart(12, '0')}`;
    await world.storeApplication(id, changes);
    return { access: id };
  };

/** For `given`: stores the state only the first time, for exchanges that do not change it. */
export function once<V extends Values>(given: (world: World) => Promise<V>): (world: World) => Promise<V> {
  const placed = new WeakMap<World, Promise<V>>();
  return (world) => {
    const values = placed.get(world) ?? given(world);
    placed.set(world, values);
    return values;
  };
}

/** A profile. All its resets get the same answer, throttled or not. */
export const anyProfile = once(profile());

/** A token that is good and stays good. */
export const anyToken = once(profileWithToken());

/** Several of the above, one after another. */
export const both =
  (...givens: readonly ((world: World) => Promise<Values>)[]) =>
  async (world: World): Promise<Values> => {
    const values: Values[] = [];
    for (const given of givens) {
      values.push(await given(world));
    }
    return Object.assign({}, ...values);
  };

/** For `given`: an application that has used up its limit. */
export const exhaustedApplication =
  (changes: Partial<Application> = {}) =>
  async (world: World): Promise<{ access: string }> => {
    const values = await application(changes)(world);
    await world.countRequests(`application#${sha256(values.access)}`, world.settings.applicationRequestsPerFiveMinutes);
    return values;
  };

const headers = { 'Content-Type': 'application/json;charset=UTF-8' };

type Profile = { id?: string; base?: string; body?: object };

const wholeProfile = (lastModified: string, changes: object) =>
  JSON.stringify({
    username: '{{id}}',
    email: '{{id}}@example.com',
    verified: true,
    enabled: true,
    createdOn: 1495811673842,
    lastModified: 0,
    tenant: 'sample-tenant',
    roles: ['APP_TEST'],
    attributes,
    id: '{{id}}',
    ...changes,
  }).replace('"lastModified":0', `"lastModified":${lastModified}`);

/** The answer to a reset of the profile that `profile` stores, which does not change it. */
export function resetAnswered({ id = '{{id}}', base = '{{base}}', body = {} }: Profile = {}): GoldenResponse {
  const Location = `${base}/api/1/profile/${id}/enable`;
  return { status: 200, headers: { ...headers, Location }, body: wholeProfile('5', body) };
}

/** The answer to a change. The time of the change is in this century. */
export function changeAnswered({ base = '{{base}}', body = {} }: Profile = {}): GoldenResponse {
  const Location = `${base}/api/1/profile/change_password`;
  return { status: 200, headers: { ...headers, Location }, body: wholeProfile('1{{integer}}', body) };
}

const refused = (status: number, errorCode: string, message: string): GoldenResponse => ({
  status,
  headers,
  body: JSON.stringify({ errorCode, message }),
});

/** The contract's refusals, by row. */
export const p1 = refused(403, 'ACCESS_DENIED', 'Access token ID param missing from request');
export const p2 = (given: string) => refused(403, 'ACCESS_DENIED', `No access token found for ID "${given}"`);
export const p3 = (id: string, name: string, date: string) =>
  refused(403, 'ACCESS_DENIED', `Access token "${id}" for application "${name}" expired on ${date}`);
export const p4 = (name: string) =>
  refused(400, 'OTHER', `Required request parameter '${name}' for method parameter type String is not present`);
export const p5 = (given: string) => refused(404, 'NO_SUCH_PROFILE', `No profile with ID "${given}" found`);
export const p6 = (tenant: string) =>
  refused(
    403,
    'ACTION_DENIED',
    `Current subject does not have permission to execute action "MANAGE_PROFILES" on tenant "${tenant}"`,
  );
export const p7 = (given: string) => refused(404, 'NO_SUCH_VERIFICATION_TOKEN', `No verification token found for ID "${given}"`);
export const p8 = (name = 'sample-app') =>
  refused(400, 'OTHER', `The reset password URL is not allowed for application "${name}"`);
export const p9 = (reason: string) => refused(400, 'OTHER', reason);
export const p10: GoldenResponse = {
  ...refused(429, 'OTHER', 'Too many requests'),
  headers: { ...headers, 'Retry-After': '{{integer}}' },
};
export const p11: GoldenResponse = { status: 500, headers, body: '{"message":"Internal server error"}' };
export const p12 = refused(413, 'OTHER', 'Request body too large');

/** The sentences of P9. */
export const tooShort = (characters: number) =>
  p9(`The password must have at least ${characters} characters; 15 or more are recommended.`);
export const tooLong = p9('The password must not be longer than 72 bytes in UTF-8.');
