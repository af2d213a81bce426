import { createRemoteJWKSet, errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import * as z from 'zod/mini';
import { CodedError } from '#lib/reset/errors.ts';
import type { Reach } from '#lib/reset/reach.ts';
import { patience } from '#lib/runtime/patience.ts';
import { isTrustedIssuerUrl } from '#lib/settings/setting-values.ts';
import { type Settings, SettingsError } from '#lib/settings/settings.ts';

export type AdministratorFailures = { 'administrator-refused': null };

export class AdministratorError extends CodedError<'administrator-refused', null> {
  override readonly name = 'AdministratorError';
}

type Verification = { settings: Settings; now: number };

const longestLifeSeconds = 3600;
/** As OpenID Connect Core 1.0 §2 bounds it. */
const longestSub = 255;

/**
 * Lets only an administrator pass: `Authorization: Bearer <JWT>`, as the contract says under *Administrators* (A2).
 *
 * @returns who it is: the token's `sub`
 * @throws {AdministratorError} whatever is wrong with the token
 */
export async function requireAdministrator(
  ports: Reach<'secrets.administrators'>,
  authorization: string,
  verification: Verification,
): Promise<string> {
  const caller = await callerOf(ports, authorization, verification);
  if (caller.role !== 'administrator') {
    throw new AdministratorError('administrator-refused', null);
  }
  return caller.sub;
}

type TokenCaller = { role: 'administrator'; sub: string } | { role: 'other' | 'unknown' };

/**
 * Who sends this header: an administrator, someone with a valid token but without the role, or anyone else. A token that does not say whose it is
 * cannot be valid, because nobody could tell who acted (A7).
 */
export async function callerOf(
  ports: Reach<'secrets.administrators'>,
  authorization: string,
  verification: Verification,
): Promise<TokenCaller> {
  const token = /^Bearer +([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization)?.[1];
  const payload = token === undefined ? null : await verified(token, ports, verification);
  const sub = payload?.sub;
  if (payload === null || typeof sub !== 'string' || sub === '' || sub.length > longestSub) {
    return { role: 'unknown' };
  }
  return hasAdministratorRole(payload) ? { role: 'administrator', sub } : { role: 'other' };
}

async function verified(
  token: string,
  ports: Reach<'secrets.administrators'>,
  { settings, now }: Verification,
): Promise<JWTPayload | null> {
  try {
    return settings.oidcIssuer === null || settings.oidcAudience === null
      ? await verifiedBySecret(token, await ports.secrets.administrators(), now)
      : await verifiedByIssuer(token, { issuer: settings.oidcIssuer, demo: settings.demo }, settings.oidcAudience, now);
  } catch (error) {
    if (isOutage(error)) {
      throw error;
    }
    return null;
  }
}

/** If the issuer's keys or our own secrets could not be read, the token is not at fault. */
function isOutage(error: unknown): boolean {
  const isTokensFault = error instanceof errors.JOSEError && error.constructor !== errors.JOSEError;
  return !isTokensFault || error instanceof errors.JWKSTimeout || error instanceof errors.JWKSInvalid;
}

async function verifiedBySecret(token: string, secrets: readonly string[], now: number): Promise<JWTPayload | null> {
  const options = { ...commonOptions(now), algorithms: ['HS256'], issuer: 'rekey', audience: 'rekey' };
  for (const secret of secrets) {
    try {
      const { payload } = await jwtVerify(token, new TextEncoder().encode(secret), options);
      return isShortLived(payload, now) ? payload : null;
    } catch (error) {
      if (!(error instanceof errors.JWSSignatureVerificationFailed)) {
        throw error;
      }
    }
  }
  return null;
}

function isShortLived({ exp = Number.POSITIVE_INFINITY, iat }: JWTPayload, now: number): boolean {
  const nowSeconds = now / 1000;
  return exp - Math.min(iat ?? nowSeconds, nowSeconds) <= longestLifeSeconds;
}

/** In the demo an issuer on loopback needs no https. */
type TrustedIssuer = { issuer: string; demo: boolean };

async function verifiedByIssuer(token: string, trusted: TrustedIssuer, audience: string, now: number): Promise<JWTPayload> {
  // A token with a refused algorithm fetches nothing.
  const key: JWTVerifyGetKey = async (header, jws) => (await keySet(trusted))(header, jws);
  const { payload } = await jwtVerify(token, key, {
    ...commonOptions(now),
    algorithms: ['RS256', 'ES256'],
    issuer: trusted.issuer,
    audience,
  });
  return payload;
}

let keys: { issuer: string; set: JWTVerifyGetKey } | undefined;

async function keySet(trusted: TrustedIssuer): Promise<JWTVerifyGetKey> {
  const { issuer } = trusted;
  if (keys?.issuer !== issuer) {
    // jose follows no redirect either.
    keys = { issuer, set: createRemoteJWKSet(await keySetUrl(trusted), { timeoutDuration: patience(2_000) }) };
  }
  return keys.set;
}

/**
 * Finds the issuer's keys by OpenID Connect Discovery 1.0 §4. The document must name this very issuer (§4.3) and a key set with https. A redirect is
 * not followed, because it could lead to another party's keys.
 */
async function keySetUrl({ issuer, demo }: TrustedIssuer): Promise<URL> {
  const response = await fetch(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, {
    redirect: 'error',
    signal: AbortSignal.timeout(patience(2_000)),
  });
  const { jwks_uri } = z.parse(z.object({ issuer: z.literal(issuer), jwks_uri: z.url() }), await response.json());
  if (!isTrustedIssuerUrl(jwks_uri, { demo })) {
    throw new SettingsError(`the issuer ${issuer} names a key set without https`);
  }
  return new URL(jwks_uri);
}

function commonOptions(now: number) {
  return { requiredClaims: ['exp'], currentDate: new Date(now) };
}

function hasAdministratorRole({ roles }: JWTPayload): boolean {
  return Array.isArray(roles) && roles.some((role) => typeof role === 'string' && role.toLowerCase() === 'admin');
}
