import type { PasswordRules } from '#lib/reset/password.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { holdsLine } from './holds-line.ts';
import { maximumCharacters } from './maximum-characters.ts';

/** The operator's policies, the blocklist and the maxima. The blocklist is loaded when the first password is checked. */
export function passwordRules(settings: Pick<Settings, 'passwordPolicies' | 'crafterStudioUrl'>): PasswordRules {
  return {
    policies: settings.passwordPolicies,
    isCommon: async (password) => {
      const { commonPasswords } = await import('./common-passwords.ts');
      return holdsLine(commonPasswords, password.toLowerCase());
    },
    maximumCharacters: maximumCharacters(settings),
  };
}
