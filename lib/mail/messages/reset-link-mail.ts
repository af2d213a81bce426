import type { Catalogue } from '#lib/mail/catalogues/en.ts';
import type { ResetLinkLetter } from '#lib/reset/mail-reset-link.ts';
import type { Mail, Realm } from '#lib/reset/ports.ts';
import { formatDuration, formatTime } from '#lib/wording/format-time.ts';
import { oneLine } from '#lib/wording/plain-text.ts';
import type { Sentence } from '#lib/wording/sentence.ts';
import { frameOf, type MailSettings } from './frame-of.ts';

/** The mail with the reset link. */
export function resetLinkMail(letter: ResetLinkLetter, settings: MailSettings): Mail {
  const { account, link, cancelLink, requestedAt, expiresAt, languages } = letter;
  const { words, locale, product, username, greeting, withSupport, compose } = frameOf(account, languages, settings);
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
      links: cancelLink === null ? [] : [{ words: words.resetCancel, url: cancelLink }],
    },
  ];
  const subject = { words: subjectOf(account.realm, words), values: { product } };
  return compose(subject, { heading: words.resetHeading, blocks });
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
