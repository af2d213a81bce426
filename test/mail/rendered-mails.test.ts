import { describe, expect, test } from '@jest/globals';
import { changeNoticeMail } from '#lib/mail/messages/change-notice-mail.ts';
import { resetLinkMail } from '#lib/mail/messages/reset-link-mail.ts';
import { languages } from '#lib/wording/languages.ts';
import { branded, letterTo, noticeTo, sampleMails, unbranded } from './sample-mails.ts';

/** Above it Gmail shows no more of a mail. */
const gmailClipsAt = 102 * 1024;

describe.each(Object.entries(sampleMails))('the mail %s', (_kind, write) => {
  test.each(languages)('in %s is as it was looked at', (language) => {
    const { html, text, ...envelope } = write(language, branded);
    expect(envelope).toMatchSnapshot('envelope');
    expect(text).toMatchSnapshot('text');
    expect(html).toMatchSnapshot('html');
  });

  test.each(languages)('in %s says its language and its direction, and has all of its words', (language) => {
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

  test.each(languages)('in %s has a text for terminals: its link alone on a line, no other line too long', (language) => {
    const lines = write(language, branded).text.split('\n');
    const links = lines.filter((line) => line.includes('https://'));
    expect(links.every((line) => /^https:\S+$/.test(line))).toBe(true);
    const breaksAtBlanks = language !== 'ja' && language !== 'zh-Hans';
    const visible = (line: string) => line.replace(/[\u200f\u2068\u2069]/g, '');
    const others = lines.filter((line) => !line.includes('https://')).map(visible);
    if (breaksAtBlanks) expect(Math.max(...others.map((line) => line.length))).toBeLessThanOrEqual(72);
  });
});

describe('text of another direction', () => {
  test('keeps to itself in an Arabic mail: names, dates and addresses', () => {
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

  test('keeps to itself in an English mail, where there is any', () => {
    const { text } = changeNoticeMail(noticeTo({ username: 'ليلى 1' }), branded);
    expect(text).toContain('account “\u2068ليلى 1\u2069” in Crafter Studio was');
    expect(text.match(/[\u2068\u2069]/g)).toHaveLength(4);
  });

  test('does not move the ends of an Arabic line, whatever the direction of the page that it is read on', () => {
    const { text } = resetLinkMail(letterTo({ locale: 'ar' }), branded);
    const arabic = text.split('\n').filter((line) => /\p{Script=Arabic}/u.test(line));
    expect(arabic.length).toBeGreaterThan(10);
    expect(arabic.filter((line) => !/^\u200f[^\u200f]+\u200f$/.test(line))).toEqual([]);
  });

  test('cannot end its own isolation', () => {
    const { text } = changeNoticeMail(noticeTo({ locale: 'ar', username: 'a\u2069\u202eb' }), branded);
    expect(text).toContain('\u2068a b\u2069');
  });

  test('leaves the link bare, so that it can be copied, and runs from left to right', () => {
    const { html, text } = resetLinkMail(letterTo({ locale: 'ar' }), branded);
    expect(text).toMatch(/\n\nhttps:\/\/[\x21-\x7e]+\n\n/);
    expect(html).toMatch(/<p dir='ltr' style='[^']*text-align:right[^']*'><a id="verificationLink"/);
  });
});

describe('the language of a mail', () => {
  test.each([
    ['the account’s', 'de-AT', 'ja, fr', 'de'],
    ['the request’s, where the account has none', null, 'ja;q=0.5, fr', 'fr'],
    ['the request’s, where the account’s is not there', 'nl', 'ja', 'ja'],
    ['the default, where neither names one that is there', 'nl', 'sv', 'it'],
    ['the default, where neither names one', null, '', 'it'],
  ])('is %s', (_, locale, asked, language) => {
    const settings = { ...unbranded, language: 'it' } as const;
    expect(resetLinkMail(letterTo({ locale }, { languages: asked }), settings).language).toBe(language);
    expect(changeNoticeMail({ ...noticeTo({ locale }), languages: asked }, settings).language).toBe(language);
  });

  test.each([
    ['en', 1, '1 hour'],
    ['de', 23, '23 Stunden'],
    ['fr', 1, '1 heure'],
    ['ar', 1, 'ساعة'],
    ['ar', 2, 'ساعتان'],
    ['ar', 3, '3 ساعات'],
    ['ar', 11, '11 ساعة'],
    ['ja', 2, '2 時間'],
  ])('%s counts %i as %j', (locale, hours, words) => {
    const letter = letterTo({ locale });
    const { text } = resetLinkMail({ ...letter, expiresAt: letter.requestedAt + hours * 3_600_000 }, unbranded);
    expect(text.replace(/\s+/g, ' ')).toContain(words);
  });
});
