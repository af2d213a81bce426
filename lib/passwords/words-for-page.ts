import { calendarWords } from './calendar-words.ts';
import { commonPasswords } from './common-passwords.ts';

/** What the reset page fetches: the blocklist, and after an empty line the words of the calendar. */
export const wordsForPage = `${commonPasswords}\n${calendarWords}\n`;
