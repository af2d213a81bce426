import { holdsLine } from '#lib/passwords/holds-line.ts';
import { maximumPasswordBytes } from '#lib/reset/password.ts';
import { type Strength, strengthOf } from './strength.ts';

export type Owner = { username: string; minimumBytes: number; refusesCommon: boolean };

/** The faults that this page can find by itself. The server decides. */
export type Fault = 'atLeast' | 'tooLong' | 'tooCommon' | 'isUsername';

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

/** Judges like the server: it counts bytes in UTF-8 after NFC and ignores letter case in comparisons (W1, W2). */
export function judge(given: string, owner: Owner): { fault: Fault | null; strength: Strength } {
  const password = given.normalize('NFC');
  const folded = password.toLowerCase();
  const isCommon = holdsLine(commonPasswords, folded);
  // A longer password is refused, so there is no need to read all of it at every key that is pressed.
  const strength = strengthOf(password.slice(0, maximumPasswordBytes), isCommon);
  return { fault: faultOf(password, folded, isCommon, owner), strength };
}

function faultOf(password: string, folded: string, isCommon: boolean, owner: Owner): Fault | null {
  const bytes = new TextEncoder().encode(password).length;
  if (folded !== '' && folded === owner.username.normalize('NFC').toLowerCase()) {
    return 'isUsername';
  }
  if (bytes < owner.minimumBytes) {
    return 'atLeast';
  }
  if (bytes > maximumPasswordBytes) {
    return 'tooLong';
  }
  return isCommon && owner.refusesCommon ? 'tooCommon' : null;
}
