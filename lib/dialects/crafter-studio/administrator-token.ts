import { SignJWT } from 'jose';
import { secretsManager } from '#lib/secrets/secrets-manager.ts';
import type { Settings } from '#lib/settings/settings.ts';

type Minted = {
  token: string;
  /** Epoch seconds. */
  expiresAt: number;
};

/**
 * A token that opens the Studio administrator's route from now on, or the issuer whose tokens the stack takes instead of its own.
 *
 * @param lifetimeSeconds an hour at most
 */
export async function mintAdministratorToken(settings: Settings, lifetimeSeconds: number): Promise<Minted | { issuer: string }> {
  if (settings.oidcIssuer !== null) {
    return { issuer: settings.oidcIssuer };
  }
  const [secret] = await secretsManager(settings).administrators();
  if (secret === undefined) {
    throw new Error('the administrators have no secret');
  }
  const expiresAt = Math.floor(Date.now() / 1000) + lifetimeSeconds;
  return { token: await signAdministratorToken(secret, expiresAt), expiresAt };
}

/**
 * A token that opens the Studio administrator's route.
 *
 * @param secret the stack's administrators' secret
 * @param expiresAt in epoch seconds, an hour from now at most
 */
function signAdministratorToken(secret: string, expiresAt: number): Promise<string> {
  return new SignJWT({ roles: ['admin'] })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuer('rekey')
    .setAudience('rekey')
    .setIssuedAt()
    .setExpirationTime(expiresAt)
    .sign(new TextEncoder().encode(secret));
}
