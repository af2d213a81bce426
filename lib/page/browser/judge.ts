import { holdsLine } from '../../passwords/holds-line.ts';
import { type Strength, strengthOf } from './strength.ts';

export type Owner = { username: string; minimumBytes: number; refusesCommon: boolean };

/** The policy's reasons that this page can know. The server's word is the last one. */
export type Fault = 'atLeast' | 'tooLong' | 'tooCommon' | 'isUsername';

const maximumBytes = 72;

let commonPasswords = '';

/** Fetches the most common passwords, once. Without them the server alone says that a password is too common. */
export async function fetchCommonPasswords(): Promise<void> {
  if (commonPasswords !== '') return;
  const response = await fetch('reset-password/common-passwords.txt').catch(() => null);
  if (response?.ok) commonPasswords = await response.text();
}

/** As the server judges it: bytes in UTF-8 after NFC, letter case ignored in comparisons (W1, W2). */
export function judge(given: string, owner: Owner): { fault: Fault | null; strength: Strength } {
  const password = given.normalize('NFC');
  const folded = password.toLowerCase();
  const isCommon = holdsLine(commonPasswords, folded);
  return { fault: faultOf(password, folded, isCommon, owner), strength: strengthOf(password, isCommon) };
}

function faultOf(password: string, folded: string, isCommon: boolean, owner: Owner): Fault | null {
  const bytes = new TextEncoder().encode(password).length;
  if (folded !== '' && folded === owner.username.normalize('NFC').toLowerCase()) return 'isUsername';
  if (bytes < owner.minimumBytes) return 'atLeast';
  if (bytes > maximumBytes) return 'tooLong';
  return isCommon && owner.refusesCommon ? 'tooCommon' : null;
}
