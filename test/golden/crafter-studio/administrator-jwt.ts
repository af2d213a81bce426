import { SignJWT } from 'jose';
import { credentials } from '#test/credentials.ts';

/** A good administrator's token of the local stack, with the given changes to its claims; `undefined` leaves a claim out. */
export function administratorJwt(
  claims: { [name: string]: unknown } = {},
  secret: string = credentials.administratorSecret,
): Promise<string> {
  const iat = Math.floor(Date.now() / 1000);
  return new SignJWT({ iss: 'rekey', aud: 'rekey', sub: 'admin-1', roles: ['admin'], iat, exp: iat + 900, ...claims })
    .setProtectedHeader({ alg: 'HS256' })
    .sign(new TextEncoder().encode(secret));
}
