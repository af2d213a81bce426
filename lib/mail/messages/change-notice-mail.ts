import type { Mail } from '#lib/reset/ports.ts';
import type { ChangeNotice } from '#lib/reset/send-change-notice.ts';
import { formatTime } from '#lib/wording/format-time.ts';
import { frameOf, type MailSettings } from './frame-of.ts';

/** The notice that a password was changed (M11). Its subject is its heading. */
export function changeNoticeMail({ account, changedAt, languages, links }: ChangeNotice, settings: MailSettings): Mail {
  const { words, locale, product, username, greeting, withSupport, compose } = frameOf(account, languages, settings);
  const blocks = [
    greeting,
    { words: words.changed, values: { product, username, time: formatTime(changedAt, locale, null) } },
    { words: words.changeWasYou },
    {
      title: words.changeUnexpected,
      sentences: [withSupport(words.changeNotYouSupport, words.changeNotYou)],
      links: [
        ...(links.askAgain === null ? [] : [{ words: words.changeAskAgain, url: links.askAgain }]),
        ...(links.disown === null ? [] : [{ words: words.changeDisown, url: links.disown }]),
      ],
    },
  ];
  const heading = words.changeHeading;
  const preheader = { words: words.changePreheader, values: { product } };
  return compose({ subject: { words: heading }, preheader, heading, blocks });
}
