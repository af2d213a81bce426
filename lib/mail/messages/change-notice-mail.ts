import type { Mail } from '#lib/reset/ports.ts';
import type { ChangeNotice } from '#lib/reset/send-change-notice.ts';
import { composeMail } from './compose-mail.ts';
import { formatTime } from './format-time.ts';
import { frameOf } from './frame-of.ts';
import type { MailSettings } from './mail-settings.ts';

/** The notice that a password was changed (M11). Its subject is its heading. */
export function changeNoticeMail({ account, changedAt, languages }: ChangeNotice, settings: MailSettings): Mail {
  const { words, locale, product, username, greeting, withSupport, ...frame } = frameOf(account, languages, settings);
  const blocks = [
    greeting,
    { words: words.changed, values: { product, username, time: formatTime(changedAt, locale) } },
    { words: words.changeWasYou },
    { title: words.changeUnexpected, sentences: [withSupport(words.changeNotYouSupport, words.changeNotYou)] },
  ];
  const heading = words.changeHeading;
  return composeMail(account.email, { words: heading }, { ...frame.letter, heading, blocks });
}
