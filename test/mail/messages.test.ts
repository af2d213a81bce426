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

This link expires on 26 May 2017 at 16:34 UTC, 1 hour after the request.
It works once. Do not share it.

If you did not expect this email
You do not need to do anything. Your password stays the same.
If you keep getting emails like this, tell your administrator.

Cancel this request
https://cms.example.com/reset-password/cancel#token=${sampleToken}

-- 
This email was sent automatically.
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
    [5, '5 minutes'],
    [90, '90 minutes'],
    [1380, '23 hours'],
  ])('writes a lifetime of %i minutes as %j', (minutes, words) => {
    const { text } = resetLinkMail(letterTo({}, { expiresAt: requestedAt + minutes * 60_000 }), unbranded);
    expect(text.replace(/\s+/g, ' ')).toContain(`UTC, ${words} after the request.`);
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
This email was sent automatically.
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

test('the notice says where to sign in to the product, if the operator has said where', () => {
  const settings = { ...unbranded, profileSignInUrl: 'https://shop.example.com/?a=1&b=2' };
  const { html, text } = changeNoticeMail(noticeTo({ realm: 'crafter-profile' }), settings);
  expect(text).toMatch(/Sign in with your new password:\shttps:\/\/shop\.example\.com\/\?a=1&b=2\n/);
  expect(html).toContain('<bdi>https://shop.example.com/?a=1&amp;b=2</bdi>');
  const others = [changeNoticeMail(noticeTo({ realm: 'traffic-ops' }), settings), changeNoticeMail(noticeTo({}), unbranded)];
  expect(others.filter((mail) => mail.text.includes('Sign in'))).toEqual([]);
});

test('the brand name is at the top, the support address is where people look for help, and both colours are set', () => {
  const settings = { ...branded, brandColor: '#123456', brandColorDark: '#fedcba' };
  for (const { html, text } of [resetLinkMail(letterTo({}), settings), changeNoticeMail(noticeTo({}), settings)]) {
    expect(text).toMatch(/^Example Media\n\n/);
    expect(text.match(/write\sto\shelp@example\.com\./g)).toHaveLength(2);
    expect(text).toMatch(/-- \nThis email was sent automatically\.\nIf you need help, write to help@example\.com\.\n$/);
    expect(html).toContain("<p class='sender' style='margin:0 0 24px;font-size:16px;font-weight:bold;color:#123456'>");
    expect(html).toMatch(/@media \(prefers-color-scheme:dark\)\{.*\.button\{background-color:#fedcba!important\}/s);
    expect(html).not.toContain(branded.brandColor);
  }
});
