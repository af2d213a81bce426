import type { Catalogue } from '#lib/mail/catalogues/en.ts';
import type { ResetLinkLetter } from '#lib/reset/mail-reset-link.ts';
import type { Mail, Realm } from '#lib/reset/ports.ts';
import { formatRemaining, formatTime } from '#lib/wording/format-time.ts';
import { oneLine } from '#lib/wording/plain-text.ts';
import type { Sentence } from '#lib/wording/sentence.ts';
import { frameOf, type MailSettings } from './frame-of.ts';

/** The mail with the reset link. */
export function resetLinkMail(letter: ResetLinkLetter, settings: MailSettings): Mail {
  const { account, link, cancelLink, requestedAt, expiresAt, sentAt, timeZone, languages } = letter;
  const { words, locale, product, username, greeting, withSupport, compose } = frameOf(account, languages, settings);
  const remaining = formatRemaining(expiresAt - sentAt, locale);
  const event = { product, username, time: formatTime(requestedAt, locale, timeZone) };
  const blocks = [
    greeting,
    asked(letter, words, event),
    ...askedWith(letter, words),
    { link, button: words.resetButton, openLink: words.resetOpenLink, buttonFails: words.resetButtonFails },
    { words: words.resetLinkLife, values: { remaining, expiry: formatTime(expiresAt, locale, timeZone) } },
    {
      title: words.resetUnexpected,
      sentences: [{ words: words.resetNothingToDo }, withSupport(words.resetKeepsComingSupport, words.resetKeepsComing)],
      links: cancelLink === null ? [] : [{ words: words.resetCancel, url: cancelLink }],
    },
  ];
  const subject = { words: subjectOf(account.realm, words), values: { product } };
  const preheader = { words: words.resetPreheader, values: { product, remaining } };
  return compose({ subject, preheader, heading: words.resetHeading, blocks });
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

/** What the request seems to come from. Only names of our own can stand here, because its sender chooses the header that they are read from. */
function askedWith({ device }: ResetLinkLetter, words: Catalogue): Sentence[] {
  return device === null ? [] : [{ words: words.resetDevice, values: device }];
}
