import type { PasswordRules } from '#lib/reset/password.ts';
import { realms } from '#lib/reset/ports.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { holdsLine } from './holds-line.ts';
import { maximumCharacters } from './maximum-characters.ts';
import { serviceNames } from './service-names.ts';

/** What the rules read besides the address of Rekey and of Crafter Studio's own server. */
export const passwordSettings = ['passwordPolicies', 'profileName', 'studioName', 'trafficOpsName', 'brandName'] as const;

/** The operator's policies, the blocklist and the maxima. The blocklist is loaded when the first password is checked. */
export function passwordRules(
  settings: Pick<Settings, (typeof passwordSettings)[number] | 'crafterStudioUrl' | 'publicUrl'>,
): PasswordRules {
  return {
    policies: settings.passwordPolicies,
    isCommon: async (password) => {
      const { commonPasswords } = await import('./common-passwords.ts');
      return holdsLine(commonPasswords, password.toLowerCase());
    },
    isBreached,
    serviceNames: serviceNames(realms, settings),
    maximumCharacters: maximumCharacters(settings),
  };
}

async function isBreached(password: string): Promise<boolean> {
  const filter = await breachFilter();
  if (filter === null) {
    return false;
  }
  const { holdsPassword } = await import('./breach-filter.ts');
  return holdsPassword(filter, password);
}

let decoded: Promise<Uint8Array | null> | undefined;

/** The filter that the bundle carries. It is loaded when the first password is checked that has no other fault. */
function breachFilter(): Promise<Uint8Array | null> {
  decoded ??= import('./breached-passwords.ts').then(({ breachedPasswords }) =>
    breachedPasswords === undefined ? null : Buffer.from(breachedPasswords, 'base64'),
  );
  return decoded;
}
