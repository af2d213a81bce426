import { SignJWT } from 'jose';

/**
 * A token that opens the Studio administrator's route.
 *
 * @param secret the stack's administrators' secret
 * @param expiresAt in epoch seconds, an hour from now at most
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
