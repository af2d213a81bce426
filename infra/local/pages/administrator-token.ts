import { signAdministratorToken } from '#infra/admin/sign-administrator-token.ts';
import type { Settings } from '#lib/config.ts';
import { secretsManager } from '#lib/secrets/secrets-manager.ts';

const lifetimeSeconds = 15 * 60;

/** A token for the Studio administrator's call, or why there is none. */
export async function administratorToken(settings: Settings): Promise<{ token: string } | { message: string }> {
  if (settings.oidcIssuer !== null) {
    return { message: `Administrators’ tokens come from ${settings.oidcIssuer}.` };
  }
  const [secret = ''] = await secretsManager(settings).administrators();
  return { token: await signAdministratorToken(secret, Math.floor(Date.now() / 1000) + lifetimeSeconds) };
}
