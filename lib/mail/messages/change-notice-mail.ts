import type { Mail } from '#lib/reset/ports.ts';
import type { ChangeNotice } from '#lib/reset/send-change-notice.ts';
import { composeMail } from './compose-mail.ts';
import { formatTime } from './format-time.ts';
import { frameOf } from './frame-of.ts';
import type { MailSettings } from './mail-settings.ts';

/** Promised as it stands (M11), so it is the same in all languages; the heading below it is the reader's. */
const subject = 'Your password was changed';

/** The notice that a password was changed (M11). */
export function changeNoticeMail({ account, changedAt, languages }: ChangeNotice, settings: MailSettings): Mail {
  const { words, locale, product, username, greeting, withSupport, ...frame } = frameOf(account, languages, settings);
  const blocks = [
    greeting,
    { words: words.changed, values: { product: product.name, username, time: formatTime(changedAt, locale) } },
    { words: words.changeWasYou },
    { title: words.changeUnexpected, sentences: [withSupport(words.changeNotYouSupport, words.changeNotYou)] },
  ];
  return composeMail(account.email, subject, { ...frame.letter, heading: words.changeHeading, blocks });
}
