import { SignJWT } from 'jose';

/**
 * Makes a token for the route of the Studio administrators.
 *
 * @param secret the stack's administrators' secret
 * @param expiresAt epoch seconds, at most an hour from now
 */
export function signAdministratorToken(secret: string, expiresAt: number): Promise<string> {
  return new SignJWT({ roles: ['admin'] })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuer('rekey')
    .setAudience('rekey')
    .setIssuedAt()
    .setExpirationTime(expiresAt)
    .sign(new TextEncoder().encode(secret));
}
