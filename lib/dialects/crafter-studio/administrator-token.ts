import { SignJWT } from 'jose';
import { secretsManager } from '#lib/secrets/secrets-manager.ts';
import type { Settings } from '#lib/settings/settings.ts';

type Minted = {
  token: string;
  /** Epoch seconds. */
  expiresAt: number;
};

/**
 * Mints a token for the Studio administrator's route, or names the issuer whose tokens the stack accepts instead.
 *
 * @param minting.subject whose token it is, for the audit records
 * @param minting.lifetimeSeconds an hour at most
 */
export async function mintAdministratorToken(
  settings: Settings,
  { subject, lifetimeSeconds }: { subject: string; lifetimeSeconds: number },
): Promise<Minted | { issuer: string }> {
  if (settings.oidcIssuer !== null) {
    return { issuer: settings.oidcIssuer };
  }
  const [secret] = await secretsManager(settings).administrators();
  if (secret === undefined) {
    throw new Error('the administrators have no secret');
  }
  const expiresAt = Math.floor(Date.now() / 1000) + lifetimeSeconds;
  return { token: await signAdministratorToken(secret, subject, expiresAt), expiresAt };
}

/** @param expiresAt epoch seconds, an hour from now at most */
function signAdministratorToken(secret: string, subject: string, expiresAt: number): Promise<string> {
  return new SignJWT({ roles: ['admin'] })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuer('rekey')
    .setAudience('rekey')
    .setSubject(subject)
    .setIssuedAt()
    .setExpirationTime(expiresAt)
    .sign(new TextEncoder().encode(secret));
}
