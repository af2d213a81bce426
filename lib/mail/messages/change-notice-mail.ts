import type { Mail } from '#lib/reset/ports.ts';
import type { ChangeNotice } from '#lib/reset/send-change-notice.ts';
import { formatTime } from '#lib/wording/format-time.ts';
import { frameOf, type MailSettings } from './frame-of.ts';

/** The notice that a password was changed (M11). */
export function changeNoticeMail({ account, changedAt, languages }: ChangeNotice, settings: MailSettings): Mail {
  const { words, locale, product, username, greeting, withSupport, compose } = frameOf(account, languages, settings);
  const blocks = [
    greeting,
    { words: words.changed, values: { product: product.name, username, time: formatTime(changedAt, locale) } },
    { words: words.changeWasYou },
    { title: words.changeUnexpected, sentences: [withSupport(words.changeNotYouSupport, words.changeNotYou)] },
  ];
  return compose(subject, { heading: words.changeHeading, blocks });
}

/** M11 promises this text, so the subject is the same in all languages. The heading below it is in the reader's language. */
const subject = 'Your password was changed';
