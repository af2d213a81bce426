import type { Settings } from '../config.ts';
import type { PasswordRules } from '../reset/password.ts';

/** The operator's policies and the blocklist, which is loaded when the first password is checked against it. */
export function passwordRules(settings: Pick<Settings, 'passwordPolicies'>): PasswordRules {
  return {
    policies: settings.passwordPolicies,
    isCommon: async (password) => (await import('./common-passwords.ts')).commonPasswords.has(password.toLowerCase()),
  };
}
