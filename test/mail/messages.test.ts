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
    expect(mail.text).toContain(`account “jane.doe” in ${product}.`);
  });

  test('says who asked for what and when, how long the link works and what to do if it was someone else', () => {
    const { text } = resetLinkMail(letterTo({}), unbranded);
    expect(text).toBe(`Crafter Studio

Choose a new password

Hello jane.doe,

Somebody asked on 26 May 2017 at 15:34 UTC for a new password for the
account “jane.doe” in Crafter Studio.

To choose a new password, open this link:

${link}

The link is good for 1 hour after the request, until 26 May 2017 at
16:34 UTC, and for one change of the password. Do not pass it on.

If you did not expect this mail
There is nothing to do: your password stays as it is.
If such mails keep coming, tell your administrator.

-- 
This mail was sent automatically.
`);
  });

  test.each([
    ['an administrator', { asker: 'administrator', application: 'sample-app' }, 'An administrator asked on 26 May 2017'],
    ['an application', { asker: 'application', application: 'sample-app' }, 'The application “sample-app” asked on 26 May 2017'],
    ['an application without a name', { asker: 'application', application: null }, 'Somebody asked on 26 May 2017'],
  ] as const)('says that %s asked', (_, differences, words) => {
    expect(resetLinkMail(letterTo({}, differences), unbranded).text).toContain(words);
  });

  test.each([
    [5, '5 minutes'],
    [90, '90 minutes'],
    [1380, '23 hours'],
  ])('writes a lifetime of %i minutes as %j', (minutes, words) => {
    const { text } = resetLinkMail(letterTo({}, { expiresAt: requestedAt + minutes * 60_000 }), unbranded);
    expect(text).toContain(`good for ${words} after`);
  });

  test('has the link in the anchor that clients look for, and nothing after it looks like the end of an attribute', () => {
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

test('M11 the notice says what was changed and when, and what to do if it was someone else', () => {
  const mail = changeNoticeMail(noticeTo({}), unbranded);
  expect(mail).toMatchObject({ to: 'jane.doe@example.com', subject: 'Your password was changed' });
  expect(mail.text).toBe(`Crafter Studio

Your password was changed

Hello jane.doe,

The password of the account “jane.doe” in Crafter Studio was changed on
26 May 2017 at 15:34 UTC.

If it was you, there is nothing to do.

If it was not you
Somebody else may have access to your account: ask for a new password at
once, and tell your administrator.

-- 
This mail was sent automatically.
`);
});

test('the brand’s name is at the head, its address in the help texts, and its colours in light and dark mode', () => {
  const settings = { ...branded, brandColor: '#123456', brandColorDark: '#fedcba' };
  for (const { html, text } of [resetLinkMail(letterTo({}), settings), changeNoticeMail(noticeTo({}), settings)]) {
    expect(text).toMatch(/^Example Media\n\n/);
    expect(text.match(/write\sto\shelp@example\.com\./g)).toHaveLength(2);
    expect(text).toMatch(/-- \nThis mail was sent automatically\.\nIf you need help, write to help@example\.com\.\n$/);
    expect(html).toContain("<p class='sender' style='margin:0 0 24px;font-size:16px;font-weight:bold;color:#123456'>");
    expect(html).toMatch(/@media \(prefers-color-scheme:dark\)\{.*\.button\{background-color:#fedcba!important\}/s);
    expect(html).not.toContain(branded.brandColor);
  }
});
