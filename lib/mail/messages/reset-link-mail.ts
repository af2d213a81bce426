import type { Mail } from '../../reset/ports.ts';
import type { ResetLinkLetter } from '../../reset/send-reset-link.ts';
import { type Catalogue, en } from '../catalogues/en.ts';
import { formatDuration } from './format-duration.ts';
import { formatTime } from './format-time.ts';
import { oneLine } from './one-line.ts';
import { type ProductSettings, product } from './product.ts';
import { renderLetter } from './render-letter.ts';

/** The mail with the reset link. */
export function resetLinkMail(letter: ResetLinkLetter, settings: ProductSettings, words: Catalogue = en): Mail {
  const { account, asker, link, requestedAt, expiresAt } = letter;
  const { name, resetSubject } = product(account.realm, settings);
  const username = oneLine(account.username);
  const asked = asker === 'administrator' ? words.resetAskedByAdministrator : words.resetAsked;
  const lifetime = formatDuration(expiresAt - requestedAt, words.format);
  const paragraphs = [
    words.greeting({ username }),
    asked({ product: name, username, time: formatTime(requestedAt, words.format) }),
    words.resetOpenLink,
    { link },
    words.resetLinkLife({ lifetime, expiry: formatTime(expiresAt, words.format) }),
    words.resetNotYou,
  ];
  const { language } = words;
  return { to: account.email, language, subject: resetSubject, ...renderLetter({ language, paragraphs }) };
}
