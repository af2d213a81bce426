import type { Mail } from '../../reset/ports.ts';
import type { ChangeNotice } from '../../reset/send-change-notice.ts';
import { type Catalogue, en } from '../catalogues/en.ts';
import { formatTime } from './format-time.ts';
import { oneLine } from './one-line.ts';
import { type ProductSettings, product } from './product.ts';
import { renderLetter } from './render-letter.ts';

/** The notice that a password was changed (M11). */
export function changeNoticeMail({ account, changedAt }: ChangeNotice, settings: ProductSettings, words: Catalogue = en): Mail {
  const username = oneLine(account.username);
  const { name } = product(account.realm, settings);
  const paragraphs = [
    words.greeting({ username }),
    words.changed({ product: name, username, time: formatTime(changedAt, words.format) }),
    words.changeWasYou,
    words.changeNotYou,
  ];
  const { language } = words;
  return { to: account.email, language, subject: words.changeSubject, ...renderLetter({ language, paragraphs }) };
}
