import { createHmac, timingSafeEqual } from 'node:crypto';
import { unauthorized } from './traffic-ops-error.ts';

export const cookieName = 'mojolicious';

/** The value of a session cookie. Anyone who knows the secret can mint one. */
export function mintCookie(secret: string, username: string, expiresSeconds: number): string {
  return signCookie(secret, JSON.stringify({ auth_data: username, expires: expiresSeconds, by: 'trafficcontrol-go-tocookie' }));
}

/** The value of a cookie with this text in it. */
export function signCookie(secret: string, json: string): string {
  const encoded = Buffer.from(json).toString('base64url');
  return `${encoded}--${sign(secret, encoded).toString('hex')}`;
}

/**
 * Reads the username in a cookie. The server decodes up to the *first* dash, but Base64url contains dashes too, so some names never work.
 *
 * @param now epoch milliseconds
 * @throws {TrafficOpsError} 401
 */
export function parseCookie(secret: string, cookie: string, now: number): string {
  const firstDash = cookie.indexOf('-');
  const lastDash = cookie.lastIndexOf('-');
  if (firstDash === -1) {
    throw unauthorized(`error parsing cookie: malformed cookie '${cookie}' - no dashes`);
  }
  const encoded = cookie.slice(0, firstDash);
  const signature = cookie.slice(lastDash + 1);
  if (!/^[A-Za-z0-9_]*$/.test(encoded) || encoded.length % 4 === 1 || !/^([0-9a-f]{2})*$/i.test(signature)) {
    throw unauthorized('Unauthorized');
  }
  const expected = sign(secret, cookie.slice(0, Math.max(0, lastDash - 1)));
  const given = Buffer.from(signature, 'hex');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    throw unauthorized('bad signature - unauthorized, please log in');
  }
  const { username, expires } = parseData(Buffer.from(encoded, 'base64url').toString());
  if (expires < Math.floor(now / 1000)) {
    throw unauthorized('signature expired - unauthorized, please log in');
  }
  return username;
}

/** Go ignores the letter case of keys, and the last of several equal keys wins. */
function parseData(json: string): { username: string; expires: number } {
  const data = { username: '', expires: 0 };
  for (const [key, value] of Object.entries(parseObject(json))) {
    const name = key.toLowerCase();
    const isBad = (name === 'auth_data' && typeof value !== 'string') || (name === 'expires' && !Number.isInteger(value));
    if (isBad) {
      throw unauthorized('Unauthorized');
    }
    if (name === 'auth_data') {
      data.username = `${value}`;
    }
    if (name === 'expires') {
      data.expires = Number(value);
    }
  }
  return data;
}

function parseObject(json: string): object {
  try {
    const value: unknown = JSON.parse(json);
    if (typeof value === 'object' && value !== null) {
      return value;
    }
  } catch {
    // The refusal below covers both.
  }
  throw unauthorized('Unauthorized');
}

function sign(secret: string, encoded: string): Buffer {
  return createHmac('sha1', secret).update(encoded).digest();
}
