import type { Catalogue } from '#lib/mail/catalogues/en.ts';
import type { Mail, Realm } from '#lib/reset/ports.ts';
import type { ResetLinkLetter } from '#lib/reset/send-reset-link.ts';
import { formatDuration } from '#lib/wording/format-duration.ts';
import { oneLine } from '#lib/wording/one-line.ts';
import type { Sentence } from '#lib/wording/sentence.ts';
import { composeMail } from './compose-mail.ts';
import { formatTime } from './format-time.ts';
import { frameOf } from './frame-of.ts';
import type { MailSettings } from './mail-settings.ts';

/** The mail with the reset link. */
export function resetLinkMail(letter: ResetLinkLetter, settings: MailSettings): Mail {
  const { account, link, requestedAt, expiresAt } = letter;
  const { words, locale, product, username, greeting, withSupport, ...frame } = frameOf(account, letter.languages, settings);
  const lifetime = formatDuration(expiresAt - requestedAt, locale);
  const event = { product, username, time: formatTime(requestedAt, locale) };
  const blocks = [
    greeting,
    asked(letter, words, event),
    { link, button: words.resetButton, openLink: words.resetOpenLink, buttonFails: words.resetButtonFails },
    { words: words.resetLinkLife, values: { lifetime, expiry: formatTime(expiresAt, locale) } },
    {
      title: words.resetUnexpected,
      sentences: [{ words: words.resetNothingToDo }, withSupport(words.resetKeepsComingSupport, words.resetKeepsComing)],
    },
  ];
  const subject = { words: subjectOf(account.realm, words), values: { product } };
  return composeMail(account.email, subject, { ...frame.letter, heading: words.resetHeading, blocks });
}

function subjectOf(realm: Realm, words: Catalogue): string {
  const subjects = {
    'crafter-profile': words.resetSubjectProfile,
    'crafter-studio': words.resetSubjectStudio,
    'traffic-ops': words.resetSubjectTrafficOps,
  };
  return subjects[realm];
}

function asked(
  { asker, application }: ResetLinkLetter,
  words: Catalogue,
  event: { product: string; username: string; time: string },
): Sentence {
  if (asker === 'administrator') {
    return { words: words.resetAskedByAdministrator, values: event };
  }
  if (application === null) {
    return { words: words.resetAsked, values: event };
  }
  return { words: words.resetAskedByApplication, values: { ...event, application: oneLine(application) } };
}
