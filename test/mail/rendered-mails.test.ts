import { describe, expect, test } from '@jest/globals';
import { catalogues } from '#lib/mail/catalogues.ts';
import { changeNoticeMail } from '#lib/mail/messages/change-notice-mail.ts';
import { resetLinkMail } from '#lib/mail/messages/reset-link-mail.ts';
import { languages } from '#lib/wording/languages.ts';
import { writing } from '#lib/wording/writing.ts';
import { branded, complete, letterTo, noticeTo, sampleMails, unbranded } from './sample-mails.ts';

/** Gmail cuts off a mail that is larger. */
const gmailClipsAt = 102 * 1024;

/** RFC 5322, 2.1.1. A relay that decodes a part may break a longer line anywhere. */
const longestMailLine = 998;

const brokenAtBlanks = languages.filter((language) => writing[language].breaksAt === 'blanks');

/** Invisible characters that control the direction of text. */
const marks = /[\u200f\u2068\u2069]/g;

describe.each(Object.entries(sampleMails))('the mail %s', (kind, write) => {
  test.each(languages)('in %s matches its reviewed snapshot', (language) => {
    const { html, text, ...envelope } = write(language, complete);
    expect(envelope).toMatchSnapshot('envelope');
    expect(text).toMatchSnapshot('text');
    expect(html).toMatchSnapshot('html');
  });

  test.each(languages)('in %s declares its language and direction, and leaves no placeholder empty', (language) => {
    for (const settings of [complete, unbranded]) {
      const mail = write(language, settings);
      const direction = language === 'ar' ? 'rtl' : 'ltr';
      expect(mail.language).toBe(language);
      expect(mail.html).toContain(`<html lang='${language}' dir='${direction}'>`);
      expect(mail.html).toContain(`class='page' lang='${language}' dir='${direction}'`);
      expect(mail.html.replace(/<style>.*<\/style>/s, '')).not.toMatch(/[{}]|\b(?:undefined|null)\b|<bdi><\/bdi>/);
      expect(mail.text).not.toMatch(/[{}]|\b(?:undefined|null)\b/);
      expect(Buffer.byteLength(mail.html)).toBeLessThan(gmailClipsAt / 10);
      expect(Math.max(...mail.html.split('\n').map((line) => Buffer.byteLength(line)))).toBeLessThan(longestMailLine);
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
    const { html, text } = write(language, complete);
    const { resetButton, resetButtonFails, resetOpenLink } = catalogues[language];
    const shown = html
      .replace(/^.*<body/s, '<body')
      .replace(/<div class='preheader'.*?<\/div>/s, '')
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

describe.each(languages)('what lists of mails show after the subject, in %s,', (language) => {
  test.each(Object.entries(sampleMails))('is a sentence of its own, and then nothing, in the mail %s', (_, write) => {
    const { html } = write(language, complete);
    const [, style = '', shown = ''] = /<body[^>]*>\n<div class='preheader' style='([^']*)'>(.*?)<\/div>/s.exec(html) ?? [];
    expect(style).toContain('display:none');
    const [sentence = '', ...filler] = shown.split('&#8199;');
    expect(sentence).toMatch(/Crafter Profile|Crafter Studio|Example CDN/);
    expect([...sentence].length).toBeLessThan(180);
    expect(filler.map((each) => each.trim())).toEqual(Array(100).fill('&#847;'));
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
    ['en', 1, 'expires in 1 hour (on 26'],
    ['en', 23, 'expires in 23 hours (on 27'],
    ['de', 1, 'läuft in 1 Stunde ab (am 26.'],
    ['de', 23, 'läuft in 23 Stunden ab (am 27.'],
    ['fr', 1, 'expire dans 1 heure (le 26'],
    ['fr', 2, 'expire dans 2 heures (le 26'],
    ['es', 1, 'caduca dentro de 1 hora (el 26'],
    ['es', 2, 'caduca dentro de 2 horas (el 26'],
    ['it', 1, 'scade tra 1 ora (in data 26'],
    ['it', 2, 'scade tra 2 ore (in data 26'],
    ['pt', 1, 'expira em 1 hora (em 26'],
    ['pt', 2, 'expira em 2 horas (em 26'],
    ['ja', 2, 'は 2 時間後（2017年'],
    ['zh-Hans', 2, '将在2小时后（2017年'],
    ['ar', 1, '\u2068خلال ساعة واحدة\u2069'],
    ['ar', 2, '\u2068خلال ساعتين\u2069'],
    ['ar', 3, '\u2068خلال 3 ساعات\u2069'],
    ['ar', 11, '\u2068خلال 11 ساعة\u2069'],
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
