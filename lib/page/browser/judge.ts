import { holdsLine } from '#lib/passwords/holds-line.ts';
import { contextWords, isMadeOfContext } from '#lib/reset/context-words.ts';
import { composed, lengthFault, maximumPasswordBytes, type PasswordLength } from '#lib/reset/password.ts';
import type { Guessable } from './guessable-words.ts';
import { type Strength, strengthOf } from './strength.ts';

/** `serviceNames` are those of the rules. */
export type Owner = PasswordLength & { username: string; refusesCommon: boolean; serviceNames: readonly (string | null)[] };

/** The faults that this page can find by itself. The server decides. */
export type Fault = 'atLeast' | 'tooLong' | 'onlyBlanks' | 'tooCommon' | 'isUsername' | 'fromContext';

let commonPasswords = '';
let calendarWords: readonly string[] = [];
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
  const [common = '', calendar = ''] = (await response.text()).split('\n\n');
  commonPasswords = `${common}\n`;
  calendarWords = calendar.split('\n');
}

/** Judges like the server: it measures the password after NFC and ignores letter case in comparisons (W1, W2). */
export function judge(given: string, owner: Owner): { fault: Fault | null; strength: Strength } {
  const maximum = owner.maximumCharacters ?? maximumPasswordBytes;
  const password = composed(given, owner.maximumCharacters);
  const guessable: Guessable = {
    isCommon: (lowered) => holdsLine(commonPasswords, lowered),
    isInCalendar: (lowered) => calendarWords.includes(lowered),
    contextWords: contextWords([owner.username, ...owner.serviceNames]),
  };
  if (password === null) {
    return { fault: 'tooLong', strength: strengthOf(given.slice(0, maximum), guessable) };
  }
  // A longer password is refused, so there is no need to read all of it at every key that is pressed.
  const strength = strengthOf(password.slice(0, maximum), guessable);
  return { fault: faultOf(password, owner, guessable), strength };
}

const faultOfLength = { 'too-short': 'atLeast', 'too-long': 'tooLong', 'only-blanks': 'onlyBlanks' } as const;

function faultOf(password: string, owner: Owner, guessable: Guessable): Fault | null {
  const folded = password.toLowerCase();
  if (folded !== '' && folded === owner.username.normalize('NFC').toLowerCase()) {
    return 'isUsername';
  }
  const length = lengthFault(password, owner);
  if (length !== null) {
    return faultOfLength[length];
  }
  if (owner.refusesCommon && guessable.isCommon(folded)) {
    return 'tooCommon';
  }
  return owner.refusesCommon && isMadeOfContext(password, guessable.contextWords) ? 'fromContext' : null;
}
