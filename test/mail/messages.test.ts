import { describe, expect, test } from '@jest/globals';
import { changeNoticeMail } from '#lib/mail/messages/change-notice-mail.ts';
import { resetLinkMail } from '#lib/mail/messages/reset-link-mail.ts';
import type { Realm } from '#lib/reset/ports.ts';
import { languages } from '#lib/wording/languages.ts';
import { branded, letterTo, noticeTo, requestedAt, sampleToken, unbranded } from './sample-mails.ts';

const link = `https://cms.example.com/reset-password#realm=crafter-studio&token=${sampleToken}`;

describe('the mail with the link', () => {
  test.each<[Realm, string, string]>([
    ['crafter-profile', 'Reset Password', 'Crafter Profile'],
    ['crafter-studio', 'Forgot Password', 'Crafter Studio'],
    ['traffic-ops', 'Example CDN Password Reset Request', 'Example CDN'],
  ])('of %s has the subject %j and names the product', (realm, subject, product) => {
    const mail = resetLinkMail(letterTo({ realm }), unbranded);
    expect(mail.subject).toBe(subject);
    expect(mail.to).toBe('jane.doe@example.com');
    expect(mail.text.replace(/\s+/g, ' ')).toContain(`your ${product} account “jane.doe”.`);
  });

  test('says who asked for what and when, when the link expires, and what to do if the reader did not ask', () => {
    const { text } = resetLinkMail(letterTo({}), unbranded);
    expect(text).toBe(`Crafter Studio

Choose a new password

Hello jane.doe,

We received a request on 26 May 2017 at 15:34 UTC to reset the password
of your Crafter Studio account “jane.doe”.

To choose a new password, open this link:

${link}

This link expires in 1 hour (on 26 May 2017 at 16:34 UTC). It works
once. Do not share it.

If you did not expect this email
You do not need to do anything. Your password stays the same.
If you keep getting emails like this, tell your administrator.

Cancel this request
https://cms.example.com/reset-password/cancel#token=${sampleToken}

-- 
Crafter Studio sent this email automatically.
`);
  });

  test.each([
    ['an administrator', { asker: 'administrator', application: 'sample-app' }, 'An administrator requested a password reset'],
    [
      'an application',
      { asker: 'application', application: 'sample-app' },
      'The application “sample-app” requested a password reset',
    ],
    ['an application without a name', { asker: 'application', application: null }, 'We received a request on 26 May 2017'],
  ] as const)('says that %s asked', (_, differences, words) => {
    expect(resetLinkMail(letterTo({}, differences), unbranded).text).toContain(words);
  });

  test.each([
    [5, 0, 'in 5 minutes'],
    [59, 0, 'in 55 minutes'],
    [60, 0, 'in 1 hour'],
    [60, 59, 'in 1 hour'],
    [60, 61, 'in 55 minutes'],
    [60, 3595, 'in 1 minute'],
    [90, 0, 'in 90 minutes'],
    [90, 10, 'in 90 minutes'],
    [150, 0, 'in 2 hours'],
    [1380, 0, 'in 23 hours'],
    [1380, 120, 'in 22 hours'],
  ])('says of a link that lives %i minutes and is mailed after %i seconds that it expires %s', (minutes, seconds, words) => {
    const times = { expiresAt: requestedAt + minutes * 60_000, sentAt: requestedAt + seconds * 1000 };
    const { html, text } = resetLinkMail(letterTo({}, times), unbranded);
    expect(text).toContain(`This link expires ${words} (on 2`);
    expect(html).toContain(`The link for your Crafter Studio account expires ${words}. If`);
  });

  test('has all its times in the time zone that the request named', () => {
    const { text } = resetLinkMail(letterTo({}, { timeZone: 'Europe/Berlin' }), unbranded);
    expect(text).toContain('We received a request on 26 May 2017 at 17:34 CEST to');
    expect(text.replace(/\s+/g, ' ')).toContain('expires in 1 hour (on 26 May 2017 at 18:34 CEST).');
  });

  test.each([null, '', 'Europe/Nowhere', 'evil.example', 'x'.repeat(1000), 'toString', '\u0000'])(
    'has its times in UTC if the request named the time zone %j',
    (timeZone) => {
      const { text } = resetLinkMail(letterTo({}, { timeZone }), unbranded);
      expect(text).toContain('on 26 May 2017 at 15:34 UTC to');
      expect(text).toBe(resetLinkMail(letterTo({}), unbranded).text);
    },
  );

  test('says what the request was made with, if that is known', () => {
    const device = { browser: 'Firefox', system: 'Windows' } as const;
    const { html, text } = resetLinkMail(letterTo({}, { device }), unbranded);
    expect(text).toContain('“jane.doe”.\n\nThe request was made with Firefox on Windows.\n\nTo choose');
    expect(html).toContain('The request was made with <bdi>Firefox</bdi> on <bdi>Windows</bdi>.');
    expect(resetLinkMail(letterTo({}), unbranded).text).not.toContain('made with');
  });

  test('has the link in the anchor that clients look for, and no ">" after it', () => {
    for (const locale of languages) {
      const { html } = resetLinkMail(letterTo({ locale, username: '"><b>' }), branded);
      const anchor = `<a id="verificationLink" href="${link.replace('&', '&amp;')}">${link.replace('&', '&amp;')}</a>`;
      expect(html.split(anchor)).toHaveLength(2);
      expect(html.split(anchor)[1]).not.toContain('">');
      expect(/<a id="verificationLink" href="(.+)">/s.exec(html)?.[1]).toBe(link.replace('&', '&amp;'));
      expect(/<a id="verificationLink" href="(.+)">/.exec(html)?.[1]).toBe(link.replace('&', '&amp;'));
    }
  });
});

test('M11 the notice says what was changed and when, and what to do if the reader did not change it', () => {
  const mail = changeNoticeMail(noticeTo({}), unbranded);
  expect(mail).toMatchObject({ to: 'jane.doe@example.com', subject: 'Your password was changed' });
  expect(mail.text).toBe(`Crafter Studio

Your password was changed

Hello jane.doe,

The password of your Crafter Studio account “jane.doe” was changed on 26
May 2017 at 15:34 UTC.

If you made this change, you do not need to do anything.

If you did not make this change
Someone else may have access to your account. Reset your password
immediately, and tell your administrator.

Request a new password
https://cms.example.com/forgot-password?realm=crafter-studio

This wasn’t me: close my account
https://cms.example.com/reset-password/not-me#notice=${sampleToken}

-- 
Crafter Studio sent this email automatically.
`);
});

describe.each(languages.filter((language) => language !== 'en'))('the subjects in %s', (locale) => {
  test.each<Realm>(['crafter-profile', 'crafter-studio', 'traffic-ops'])('of a %s reset is in that language', (realm) => {
    const { subject } = resetLinkMail(letterTo({ realm, locale }), unbranded);
    expect(subject).not.toBe(resetLinkMail(letterTo({ realm }), unbranded).subject);
    expect(subject).not.toMatch(/Reset Password|Forgot Password|Password Reset Request/);
    expect(subject.includes('Example CDN')).toBe(realm === 'traffic-ops');
  });

  test('M11 of the notice is in that language', () => {
    const { subject, text } = changeNoticeMail(noticeTo({ locale }), unbranded);
    expect(subject).not.toBe('Your password was changed');
    expect(text).toContain(subject);
  });
});

test('a name is isolated in an Arabic subject, and an English subject has no extra byte', () => {
  const settings = { ...unbranded, trafficOpsName: 'CDN (2)' };
  const subjectIn = (locale: string) => resetLinkMail(letterTo({ realm: 'traffic-ops', locale }), settings).subject;
  expect(subjectIn('ar')).toContain('\u2068CDN (2)\u2069');
  expect(subjectIn('en')).toBe('CDN (2) Password Reset Request');
});

test('a mail says where to sign in to its product, if the operator has said where', () => {
  const settings = { ...unbranded, profileSignInUrl: 'https://shop.example.com/?a=1&b=2' };
  const profile = { realm: 'crafter-profile' } as const;
  for (const { html, text } of [changeNoticeMail(noticeTo(profile), settings), resetLinkMail(letterTo(profile), settings)]) {
    expect(text).toContain('-- \nSign in to Crafter Profile: https://shop.example.com/?a=1&b=2\n');
    expect(html).toMatch(/<a href='https:\/\/shop\.example\.com\/\?a=1&amp;b=2' dir='ltr'/);
  }
  const others = [changeNoticeMail(noticeTo({ realm: 'traffic-ops' }), settings), changeNoticeMail(noticeTo({}), unbranded)];
  expect(others.filter((mail) => mail.text.includes('Sign in'))).toEqual([]);
});

test('the brand name is at the top, the support address is where people look for help, and both colours are set', () => {
  const settings = { ...branded, brandColor: '#123456', brandColorDark: '#fedcba' };
  for (const { html, text } of [resetLinkMail(letterTo({}), settings), changeNoticeMail(noticeTo({}), settings)]) {
    expect(text).toMatch(/^Example Media\n\n/);
    expect(text.match(/write\sto\shelp@example\.com\./g)).toHaveLength(2);
    expect(text).toMatch(
      /-- \nIf you need help, write to help@example\.com\.\nCrafter Studio sent this email automatically\.\n$/,
    );
    expect(html).toContain("<p class='sender' style='margin:0 0 24px;font-size:16px;font-weight:bold;color:#123456'>");
    expect(html).toMatch(/@media \(prefers-color-scheme:dark\)\{.*\.button\{background-color:#fedcba!important\}/s);
    expect(html).not.toContain(branded.brandColor);
  }
});
