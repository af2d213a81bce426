import { mintAdministratorToken } from '#lib/dialects/crafter-studio/administrator-token.ts';
import type { Settings } from '#lib/settings/settings.ts';

const lifetimeSeconds = 15 * 60;

/** A token for the Studio administrator's call, or why there is none. */
export async function administratorToken(settings: Settings): Promise<{ token: string } | { message: string }> {
  const minted = await mintAdministratorToken(settings, lifetimeSeconds);
  return 'issuer' in minted ? { message: `Administrators’ tokens come from ${minted.issuer}.` } : { token: minted.token };
}
