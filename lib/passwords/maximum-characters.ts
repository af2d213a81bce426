import type { PasswordRules } from '#lib/reset/password.ts';
import type { Settings } from '#lib/settings/settings.ts';

/** The login form of Crafter Studio takes no more. */
const studioMaximum = 128;

/** The maximum of realms whose passwords Rekey does not hash. The rules and the page judge by it. */
export function maximumCharacters({
  crafterStudioUrl,
}: Pick<Settings, 'crafterStudioUrl'>): NonNullable<PasswordRules['maximumCharacters']> {
  return crafterStudioUrl === null ? {} : { 'crafter-studio': studioMaximum };
}
