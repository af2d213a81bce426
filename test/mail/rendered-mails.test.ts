import { describe, expect, test } from '@jest/globals';
import { catalogues } from '#lib/mail/catalogues.ts';
import { changeNoticeMail } from '#lib/mail/messages/change-notice-mail.ts';
import { resetLinkMail } from '#lib/mail/messages/reset-link-mail.ts';
import { languages } from '#lib/wording/languages.ts';
import { writing } from '#lib/wording/writing.ts';
import { branded, letterTo, noticeTo, sampleMails, unbranded } from './sample-mails.ts';

/** Gmail cuts off a mail that is larger. */
const gmailClipsAt = 102 * 1024;

const brokenAtBlanks = languages.filter((language) => writing[language].breaksAt === 'blanks');

/** Invisible characters that control the direction of text. */
const marks = /[\u200f\u2068\u2069]/g;

describe.each(Object.entries(sampleMails))('the mail %s', (kind, write) => {
  test.each(languages)('in %s matches its reviewed snapshot', (language) => {
    const { html, text, ...envelope } = write(language, branded);
    expect(envelope).toMatchSnapshot('envelope');
    expect(text).toMatchSnapshot('text');
    expect(html).toMatchSnapshot('html');
  });

  test.each(languages)('in %s declares its language and direction, and leaves no placeholder empty', (language) => {
    for (const settings of [branded, unbranded]) {
      const mail = write(language, settings);
      const direction = language === 'ar' ? 'rtl' : 'ltr';
      expect(mail.language).toBe(language);
      expect(mail.html).toContain(`<html lang='${language}' dir='${direction}'>`);
      expect(mail.html).toContain(`class='page' lang='${language}' dir='${direction}'`);
      expect(mail.html.replace(/<style>.*<\/style>/s, '')).not.toMatch(/[{}]|\b(?:undefined|null)\b|<bdi><\/bdi>/);
      expect(mail.text).not.toMatch(/[{}]|\b(?:undefined|null)\b/);
      expect(Buffer.byteLength(mail.html)).toBeLessThan(gmailClipsAt / 10);
    }
  });

  test.each(languages)('in %s has its link on a line of its own in the text', (language) => {
    const lines = write(language, branded).text.split('\n');
    const links = lines.filter((line) => line.includes('https://'));
    expect(links).toHaveLength(2);
    expect(links.filter((line) => !/^https:\S+$/.test(line))).toEqual([]);
  });

  test.each(brokenAtBlanks)('in %s fits a terminal with every line of the text except the link', (language) => {
    const lines = write(language, branded).text.split('\n');
    const visible = (line: string) => line.replace(marks, '');
    const others = lines.filter((line) => !line.includes('https://')).map(visible);
    expect(Math.max(...others.map((line) => line.length))).toBeLessThanOrEqual(72);
  });

  test.each(languages)('in %s says the same in HTML as in text, except for the button', (language) => {
    const { html, text } = write(language, branded);
    const { resetButton, resetButtonFails, resetOpenLink } = catalogues[language];
    const shown = html
      .replace(/^.*<body/s, '<body')
      // Its words are the link, and text shows both.
      .replace(/<a href='(https:[^']+)' style='color[^>]+>([^<]*)/g, '$2\n$1')
      .replace(/<[^>]+>/g, '')
      .replaceAll('&amp;', '&');
    const inARow = (part: string) => part.replace(/\s+/g, ' ').trim();
    const withoutButton = inARow(shown).replace(inARow(`${resetButton} ${resetButtonFails}`), inARow(resetOpenLink));
    expect(withoutButton).toBe(inARow(text.replace(marks, '').replace(/^-- $/m, '')));
    expect(html.includes(`>${resetButton}</a>`)).toBe(kind !== 'change-notice');
  });
});

describe('text of another direction', () => {
  test('is isolated in an Arabic mail: names, dates and addresses', () => {
    const { html, text } = changeNoticeMail(noticeTo({ locale: 'ar', username: 'jane (2)' }), branded);
    for (const value of ['jane (2)', 'Crafter Studio', '26 مايو 2017 في 15:34 UTC', 'help@example.com']) {
      expect(text).toContain(`\u2068${value}\u2069`);
    }
    expect(html).toContain('<bdi>jane (2)</bdi>');
    expect(html).toMatch(/<a href='mailto:help@example\.com' dir='ltr'/);
    for (const line of text.split('\n')) {
      expect(line.match(/\u2068/g)?.length).toBe(line.match(/\u2069/g)?.length);
    }
  });

  test('is isolated in an English mail', () => {
    const { text } = changeNoticeMail(noticeTo({ username: 'ليلى 1' }), branded);
    expect(text).toContain('account “\u2068ليلى 1\u2069” was');
    expect(text.match(/[\u2068\u2069]/g)).toHaveLength(4);
  });

  test('does not move the ends of an Arabic line, whatever the direction of the page around it', () => {
    const { text } = resetLinkMail(letterTo({ locale: 'ar' }), branded);
    const arabic = text.split('\n').filter((line) => /\p{Script=Arabic}/u.test(line));
    expect(arabic.length).toBeGreaterThan(10);
    expect(arabic.filter((line) => !/^\u200f[^\u200f]+\u200f$/.test(line))).toEqual([]);
  });

  test('cannot end its own isolation', () => {
    const { text } = changeNoticeMail(noticeTo({ locale: 'ar', username: 'a\u2069\u202eb' }), branded);
    expect(text).toContain('\u2068a b\u2069');
  });

  test('is not added to the link, which runs from left to right and can be copied', () => {
    const { html, text } = resetLinkMail(letterTo({ locale: 'ar' }), branded);
    expect(text).toMatch(/\n\nhttps:\/\/[\x21-\x7e]+\n\n/);
    expect(html).toMatch(/<p dir='ltr' style='[^']*text-align:right[^']*'><a id="verificationLink"/);
  });
});

describe('the language of a mail', () => {
  test.each([
    ['the account’s', 'de-AT', 'ja, fr', 'de'],
    ['the request’s, if the account has none', null, 'ja;q=0.5, fr', 'fr'],
    ['the request’s, if there is no catalogue for the account’s', 'nl', 'ja', 'ja'],
    ['the default, if there is no catalogue for either', 'nl', 'sv', 'it'],
    ['the default, if neither names one', null, '', 'it'],
  ])('is %s', (_, locale, asked, language) => {
    const settings = { ...unbranded, language: 'it' } as const;
    expect(resetLinkMail(letterTo({ locale }, { languages: asked }), settings).language).toBe(language);
    expect(changeNoticeMail({ ...noticeTo({ locale }), languages: asked }, settings).language).toBe(language);
  });

  test.each([
    ['en', 1, 'UTC, 1 hour after'],
    ['de', 23, 'ab, 23 Stunden nach'],
    ['fr', 1, 'soit 1 heure après'],
    ['ar', 1, '\u2068ساعة\u2069'],
    ['ar', 2, '\u2068ساعتان\u2069'],
    ['ar', 3, '\u20683 ساعات\u2069'],
    ['ar', 11, '\u206811 ساعة\u2069'],
    ['ja', 2, 'から 2 時間後）'],
  ] as const)('%s counts %i as %j', (locale, hours, words) => {
    const letter = letterTo({ locale });
    const { text } = resetLinkMail({ ...letter, expiresAt: letter.requestedAt + hours * 3_600_000 }, unbranded);
    expect(text.replace(/\s+/g, ' ')).toContain(words);
  });

  test.each([
    ['it', 1, 'in data 1º maggio 2017 alle ore'],
    ['it', 8, 'in data 8 maggio 2017 alle ore'],
    ['it', 11, 'in data 11 maggio 2017 alle ore'],
    ['fr', 1, 'Le 1er mai 2017 à'],
    ['fr', 11, 'Le 11 mai 2017 à'],
    ['pt', 1, 'Em 1º de maio de 2017 às'],
    ['es', 1, 'El 1 de mayo de 2017 a las'],
  ] as const)('%s writes day %i as %j', (locale, day, words) => {
    const { text } = resetLinkMail(letterTo({ locale }, { requestedAt: Date.UTC(2017, 4, day, 15, 34) }), unbranded);
    expect(text.replace(/\s+/g, ' ')).toContain(words);
  });
});
