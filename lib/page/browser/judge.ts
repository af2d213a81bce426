import { holdsLine } from '#lib/passwords/holds-line.ts';
import { composed, lengthFault, maximumPasswordBytes, type PasswordLength } from '#lib/reset/password.ts';
import { type Strength, strengthOf } from './strength.ts';

export type Owner = PasswordLength & { username: string; refusesCommon: boolean };

/** The faults that this page can find by itself. The server decides. */
export type Fault = 'atLeast' | 'tooLong' | 'onlyBlanks' | 'tooCommon' | 'isUsername';

let commonPasswords = '';
let fetching: Promise<void> | undefined;

/** Fetches the most common passwords. Without them only the server can find that a password is too common. Never rejects. */
export function fetchCommonPasswords(): Promise<void> {
  fetching ??= fetchList().catch(() => {
    // The next call tries again.
    fetching = undefined;
  });
  return fetching;
}

async function fetchList(): Promise<void> {
  const response = await fetch('reset-password/common-passwords.txt');
  if (!response.ok) {
    throw new Error(`the list was answered with ${response.status}`);
  }
  commonPasswords = await response.text();
}

/** Judges like the server: it measures the password after NFC and ignores letter case in comparisons (W1, W2). */
export function judge(given: string, owner: Owner): { fault: Fault | null; strength: Strength } {
  const maximum = owner.maximumCharacters ?? maximumPasswordBytes;
  const password = composed(given, owner.maximumCharacters);
  if (password === null) {
    return { fault: 'tooLong', strength: strengthOf(given.slice(0, maximum), false) };
  }
  const folded = password.toLowerCase();
  const isCommon = holdsLine(commonPasswords, folded);
  // A longer password is refused, so there is no need to read all of it at every key that is pressed.
  const strength = strengthOf(password.slice(0, maximum), isCommon);
  return { fault: faultOf(password, folded, isCommon, owner), strength };
}

const faultOfLength = { 'too-short': 'atLeast', 'too-long': 'tooLong', 'only-blanks': 'onlyBlanks' } as const;

function faultOf(password: string, folded: string, isCommon: boolean, owner: Owner): Fault | null {
  if (folded !== '' && folded === owner.username.normalize('NFC').toLowerCase()) {
    return 'isUsername';
  }
  const length = lengthFault(password, owner);
  if (length !== null) {
    return faultOfLength[length];
  }
  return isCommon && owner.refusesCommon ? 'tooCommon' : null;
}
