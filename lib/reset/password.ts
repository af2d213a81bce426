import { ResetError } from './errors.ts';
import type { IsCommonPassword, Realm } from './ports.ts';

type PasswordPolicy = { minimumBytes: number; blocklist: boolean };

/** Policies by realm, or by realm and tenant (`crafter-profile/sample-tenant`). */
type PasswordPolicies = { readonly [realmOrTenant: string]: PasswordPolicy };

export type PasswordFault =
  | { fault: 'is-username' }
  | { fault: 'too-short'; minimumBytes: number }
  | { fault: 'too-common' }
  | { fault: 'too-long' }
  | { fault: 'is-address' }
  | { fault: 'not-text' };

export type PasswordRules = { policies: PasswordPolicies; isCommon: IsCommonPassword };

export type PasswordOwner = { realm: Realm; tenant: string | null; username: string; email: string | null };

/** bcrypt reads no further, without a word; a longer password is refused, never cut (W2). */
export const maximumPasswordBytes = 72;

/** What holds where a realm or tenant has no policy of its own (W1). */
export const defaultPasswordPolicy: PasswordPolicy = { minimumBytes: 8, blocklist: true };

/**
 * The password as it is to be hashed: in Unicode normalisation form C, so that composed and decomposed forms are one password (W2).
 *
 * @throws {ResetError} `password-refused` with the first fault (W1)
 */
export async function acceptablePassword(given: string, owner: PasswordOwner, rules: PasswordRules): Promise<string> {
  const password = given.normalize('NFC');
  const fault = await findFault(password, owner, rules);
  if (fault !== null) {
    throw new ResetError('password-refused', fault);
  }
  return password;
}

async function findFault(password: string, owner: PasswordOwner, rules: PasswordRules): Promise<PasswordFault | null> {
  const policy = policyFor(owner, rules.policies);
  const bytes = Buffer.byteLength(password);
  if (isSameText(password, owner.username)) {
    return { fault: 'is-username' };
  }
  if (bytes < policy.minimumBytes) {
    return { fault: 'too-short', minimumBytes: policy.minimumBytes };
  }
  if (bytes > maximumPasswordBytes) {
    return { fault: 'too-long' };
  }
  if (policy.blocklist && (await rules.isCommon(password))) {
    return { fault: 'too-common' };
  }
  if (owner.email !== null && isSameText(password, owner.email)) {
    return { fault: 'is-address' };
  }
  if (isNotText(password)) {
    return { fault: 'not-text' };
  }
  return null;
}

/**
 * Other implementations of bcrypt end a password at NUL, and a lone surrogate has no UTF-8: either would lock its owner out elsewhere. The
 * replacement character is what broken UTF-8 has become on its way here, so the password is not what was typed.
 */
function isNotText(password: string): boolean {
  return /[\0\uFFFD]/.test(password) || !password.isWellFormed();
}

function policyFor({ realm, tenant }: PasswordOwner, policies: PasswordPolicies): PasswordPolicy {
  return (tenant !== null ? policies[`${realm}/${tenant}`] : undefined) ?? policies[realm] ?? defaultPasswordPolicy;
}

function isSameText(a: string, b: string): boolean {
  return a.toLowerCase() === b.normalize('NFC').toLowerCase();
}

/** The fault as a sentence for people (W3). */
export function passwordFaultSentence(fault: PasswordFault): string {
  switch (fault.fault) {
    case 'is-username':
      return 'The password must not be the username.';
    case 'too-short':
      return `The password must have at least ${fault.minimumBytes} characters; 15 or more are recommended.`;
    case 'too-common':
      return 'The password is one of the most common ones; choose another.';
    case 'too-long':
      return `The password must not be longer than ${maximumPasswordBytes} bytes in UTF-8.`;
    case 'is-address':
      return 'The password must not be the mail address.';
    case 'not-text':
      return 'The password holds a character that cannot be stored.';
  }
}
