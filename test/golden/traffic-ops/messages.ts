import type { GoldenRequest, GoldenResponse, Values } from '#test/golden/exchange.ts';

export const versions = ['3.0', '3.1', '4.0', '4.1', '5.0'] as const;

/** The headers of every answer, as in the document's example. */
const documentedHeaders = {
  'Access-Control-Allow-Credentials': 'true',
  'Access-Control-Allow-Headers': 'Origin, X-Requested-With, Content-Type, Accept',
  'Access-Control-Allow-Methods': 'POST,GET,OPTIONS,PUT,DELETE',
  'Access-Control-Allow-Origin': '*',
  'Cache-Control': 'no-cache, no-store, max-age=0, must-revalidate',
  'Content-Type': 'application/json',
  Vary: 'Accept-Encoding',
  'Whole-Content-Sha512': '{{sha512}}',
  'X-Server-Name': 'traffic_ops_golang/',
};

/** An answer with this body and the line feed at its end. */
export function answered(status: number, body: string, headers: Values = {}): GoldenResponse {
  return { status, headers: { ...documentedHeaders, ...headers }, body: `${body}\n` };
}

const alerts = (level: string, text: string) => `"alerts":[{"level":"${level}","text":${JSON.stringify(text)}}]`;

const succeeded = (text: string, headers: Values = {}) => answered(200, `{${alerts('success', text)}}`, headers);
export const refused = (status: number, text: string, headers: Values = {}) =>
  answered(status, `{${alerts('error', text)}}`, headers);
export const updated = (user: object) =>
  answered(200, `{${alerts('success', 'User profile was successfully updated')},"response":${JSON.stringify(user)}}`);

export const sentTo = (address: string) => succeeded(`Successfully sent password reset to email '${address}'`);
export const loggedIn = (cookie: string, headers: Values = {}) =>
  succeeded('Successfully logged in.', { 'Set-Cookie': cookie, ...headers });
/** The session cookie if the public base URL is not https. */
export const plainCookie = 'mojolicious={{word}}--{{word}}; Path=/; Expires={{date}}; Max-Age={{integer}}; HttpOnly';
export const badToken = refused(401, 'Invalid token. Please contact your administrator.');
export const tooManyRequests = refused(429, 'Too many requests', { 'Retry-After': '{{integer}}' });
export const internalServerError = refused(500, 'Internal Server Error');
export const pleaseLogIn = refused(401, 'unauthorized, please log in.');
export const badSignature = refused(401, 'bad signature - unauthorized, please log in');
export const signatureExpired = refused(401, 'signature expired - unauthorized, please log in');
export const undecodable = refused(401, 'Unauthorized');
export const userNotFound = refused(401, 'user not found');
export const versionUnknown = refused(
  501,
  'The requested api version is not implemented by this server. If you are using a newer client with an older server, you will need to use an older client version or upgrade your server.',
);

type Sent = { version?: string; headers?: Values };

const json = { 'content-type': 'application/json' };
const sending = (method: 'POST' | 'PUT', path: string) =>
  function request(body: string | Buffer | object | undefined, { version = '5.0', headers = {} }: Sent = {}): GoldenRequest {
    const content = body === undefined || typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body);
    return {
      method,
      path: `/api/${version}${path}`,
      headers: { ...json, ...headers },
      ...(content !== undefined && { body: content }),
    };
  };

export const postReset = sending('POST', '/user/reset_password');
export const postToken = sending('POST', '/user/login/token');

const cookieGiven = { cookie: 'mojolicious={{cookie}}' };
const putUser = sending('PUT', '/user/current');

/** Sends the cookie that `given` returns, unless other headers are given. */
export function putCurrent(body: Parameters<typeof putUser>[0], { version = '5.0', headers = {} }: Sent = {}): GoldenRequest {
  return putUser(body, { version, headers: { ...cookieGiven, ...headers } });
}

/** Sends the cookie that `given` returns, unless other headers are given. */
export function getCurrent({ version = '5.0', headers = cookieGiven }: Sent = {}): GoldenRequest {
  return { method: 'GET', path: `/api/${version}/user/current`, headers };
}
