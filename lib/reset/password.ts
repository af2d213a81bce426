import { contextWords, isMadeOfContext } from './context-words.ts';
import { type PasswordFault, ResetError } from './errors.ts';
import type { IsCommonPassword, Realm } from './ports.ts';

/** The minimum counts Unicode code points. */
type PasswordPolicy = { minimumCharacters: number; blocklist: boolean };

/** Policies by realm, or by realm and tenant (`crafter-profile/sample-tenant`). */
type PasswordPolicies = { readonly [realmOrTenant: string]: PasswordPolicy };

export type PasswordRules = {
  policies: PasswordPolicies;
  isCommon: IsCommonPassword;
  /** Whether it was found in a breach. It is asked last, because it may take a call. */
  isBreached(password: string): Promise<boolean>;
  /** Of the products, the operator and the host: a guess begins with them (W1). */
  serviceNames: readonly (string | null)[];
  /**
   * The maximum of realms whose passwords Rekey does not hash, in UTF-16 units, as forms in browsers count them. All others have
   * `maximumPasswordBytes`.
   */
  maximumCharacters?: { readonly [realm in Realm]?: number };
};

export type PasswordOwner = { realm: Realm; tenant: string | null; username: string; email: string | null };

/** bcrypt silently ignores what comes after. A longer password is refused, never cut (W2). */
export const maximumPasswordBytes = 72;

/** The policy of a realm or tenant that has none of its own (W1). */
export const defaultPasswordPolicy: PasswordPolicy = { minimumCharacters: 8, blocklist: true };

/**
 * Checks a password and returns it as it must be hashed: in Unicode normalisation form C, so that composed and decomposed forms are the same
 * password (W2).
 *
 * @throws {ResetError} `password-refused` with the first fault (W1)
 */
export async function acceptablePassword(given: string, owner: PasswordOwner, rules: PasswordRules): Promise<string> {
  const maximumCharacters = rules.maximumCharacters?.[owner.realm] ?? null;
  const password = composed(given, maximumCharacters);
  if (password === null) {
    throw new ResetError('password-refused', { fault: 'too-long', maximumCharacters });
  }
  const fault = await findFault(password, owner, rules);
  if (fault !== null) {
    throw new ResetError('password-refused', fault);
  }
  return password;
}

/**
 * The password in normalisation form C. Null if it is too long to become an acceptable password, because normalising a long run of accents takes
 * time that grows with its square (F7). The form never has less than a quarter of the characters of what was given.
 */
export function composed(given: string, maximumCharacters: number | null): string | null {
  return given.length > 4 * (maximumCharacters ?? maximumPasswordBytes) ? null : given.normalize('NFC');
}

/**
 * What is wrong with the length of a password, or with a password of blanks. The page judges by it too.
 *
 * @param password in normalisation form C
 */
export function lengthFault(password: string, { minimumCharacters, maximumCharacters }: PasswordLength): LengthFault | null {
  if ([...password].length < minimumCharacters) {
    return 'too-short';
  }
  if (isTooLong(password, maximumCharacters)) {
    return 'too-long';
  }
  // The formats are characters that nobody sees, such as the zero-width space.
  return /^[\s\p{Z}\p{Cf}]*$/u.test(password) ? 'only-blanks' : null;
}

/** `maximumCharacters` is null if the maximum is `maximumPasswordBytes`. */
export type PasswordLength = { minimumCharacters: number; maximumCharacters: number | null };

type LengthFault = 'too-short' | 'too-long' | 'only-blanks';

function isTooLong(password: string, maximumCharacters: number | null): boolean {
  return maximumCharacters === null
    ? new TextEncoder().encode(password).length > maximumPasswordBytes
    : password.length > maximumCharacters;
}

async function findFault(password: string, owner: PasswordOwner, rules: PasswordRules): Promise<PasswordFault | null> {
  const policy = policyFor(owner, rules.policies);
  if (isSameText(password, owner.username)) {
    return { fault: 'is-username' };
  }
  const { minimumCharacters } = policy;
  const maximumCharacters = rules.maximumCharacters?.[owner.realm] ?? null;
  switch (lengthFault(password, { minimumCharacters, maximumCharacters })) {
    case 'too-short':
      return { fault: 'too-short', minimumCharacters };
    case 'too-long':
      return { fault: 'too-long', maximumCharacters };
    case 'only-blanks':
      return { fault: 'only-blanks' };
  }
  if (policy.blocklist && (await rules.isCommon(password))) {
    return { fault: 'too-common' };
  }
  if (owner.email !== null && isSameText(password, owner.email)) {
    return { fault: 'is-address' };
  }
  if (policy.blocklist && isMadeOfContext(password, contextWords([owner.username, owner.email, ...rules.serviceNames]))) {
    return { fault: 'from-context' };
  }
  if (isNotText(password)) {
    return { fault: 'not-text' };
  }
  return policy.blocklist && (await rules.isBreached(password)) ? { fault: 'breached' } : null;
}

/**
 * Other implementations of bcrypt end a password at NUL, and a lone surrogate has no UTF-8. Either would lock its owner out of other services.
 * A replacement character shows that the request held broken UTF-8, so the password is not what the person typed.
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
