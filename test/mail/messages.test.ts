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

  test('says who asked for what and when, how long the link lives and what to do if it was somebody else', () => {
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

  test('says the same in HTML as in text, and has a button besides', () => {
    const { html, text } = resetLinkMail(letterTo({ realm: 'crafter-profile' }, { application: 'sample-app' }), branded);
    const body = html
      .replace(/^.*<body/s, '<body')
      .replace(/<[^>]+>/g, '')
      .replaceAll('&amp;', '&');
    const paragraphs = (part: string) => part.split(/\n+/).filter((line) => line !== '' && line !== '-- ');
    expect(
      paragraphs(body).join(' ').replace('Choose a new password If the button does not work,', 'To choose a new password,'),
    ).toBe(paragraphs(text).join(' '));
    expect(html).toMatch(/<a href='https:[^']+' style='[^']+'>Choose a new password<\/a>/);
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
  ])('says a lifetime of %i minutes as %j', (minutes, words) => {
    const { text } = resetLinkMail(letterTo({}, { expiresAt: requestedAt + minutes * 60_000 }), unbranded);
    expect(text).toContain(`good for ${words} after`);
  });

  test('holds the link as the anchor that clients look for, and nothing after it ends like an attribute', () => {
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

const names = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onclick='x",
  '{{account.passwordHash}}',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: template syntax as a name
  '${token}',
  '<%= 1 %>',
  '&lt;b&gt;',
];

test.each(names)('M4 the name %j comes out as text', (name) => {
  const asText = name
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
  const settings = { ...branded, instanceName: name, brandName: name };
  const account = { realm: 'traffic-ops', username: name } as const;
  const mails = [
    resetLinkMail(letterTo(account, { application: name }), settings),
    changeNoticeMail(noticeTo(account), settings),
  ];
  for (const { html, text } of mails) {
    expect(text.replace(/\s+/g, ' ')).toContain(`“${name}” in ${name}`);
    expect(text.startsWith(`${name}\n\n`)).toBe(true);
    expect(html).toContain(`“<bdi>${asText}</bdi>” in <bdi>${asText}</bdi>`);
    expect(html).not.toMatch(/<(script|img|b)\b/);
  }
  expect(mails[0]?.html).toContain(`The application “<bdi>${asText}</bdi>” asked`);
});

test('M4 a support address with the signs of HTML and of URLs comes out as text', () => {
  const supportAddress = '<b>#x@example.com';
  const { html, text } = changeNoticeMail(noticeTo({}), { ...branded, supportAddress });
  expect(text).toContain(`write to ${supportAddress}.`);
  expect(html).toMatch(/<a href='mailto:&lt;b&gt;%23x@example\.com' dir='ltr' style='[^']*'>&lt;b&gt;#x@example\.com<\/a>\./);
});

test('M3 a name stays on its line, in the subject and in both parts', () => {
  const name = 'Example\r\nBcc: evil@evil.example\u2028\0\u202e\u2069CDN';
  const line = 'Example Bcc: evil@evil.example CDN';
  const settings = { ...branded, instanceName: name, brandName: name, supportAddress: 'help\r\n\u2069@example.com' };
  const letter = letterTo({ realm: 'traffic-ops', username: name }, { application: name });
  const { subject, text, html } = resetLinkMail(letter, settings);
  expect(subject).toBe(`${line} Password Reset Request`);
  expect(text.replace(/(?<!\n)\n(?!\n)/g, ' ')).toContain(
    `The application “${line}” asked on 26 May 2017 at 15:34 UTC for a new password for the account “${line}” in ${line}.`,
  );
  expect(text).toMatch(new RegExp(`^${line}\n\n`));
  expect(html).toContain(`“<bdi>${line}</bdi>” in <bdi>${line}</bdi>.`);
  expect(html + text).not.toMatch(/[\r\0\u2028\u202e\u2069]/);
});

test('M4 a name of a million characters is cut', () => {
  const letter = letterTo({ realm: 'traffic-ops', username: 'a'.repeat(1_000_000) }, { application: 'b'.repeat(1_000_000) });
  const { subject, text } = resetLinkMail(letter, {
    ...branded,
    instanceName: '🔑'.repeat(1_000_000),
    brandName: 'c'.repeat(1_000_000),
  });
  expect(text.length).toBeLessThan(3_000);
  expect(subject).toBe(`${'🔑'.repeat(100)} Password Reset Request`);
});

test('M11 the notice says what was changed and when, and what to do if it was somebody else', () => {
  const mail = changeNoticeMail(noticeTo({}), unbranded);
  expect(mail).toMatchObject({ to: 'jane.doe@example.com', subject: 'Your password was changed' });
  expect(mail.text).toBe(`Crafter Studio

Your password was changed

Hello jane.doe,

The password of the account “jane.doe” in Crafter Studio was changed on
26 May 2017 at 15:34 UTC.

If it was you, there is nothing to do.

If it was not you
Somebody else can use your account: ask for a new password at once, and
tell your administrator.

-- 
This mail was sent automatically.
`);
});

test('the brand is at the head, its address where people look for help, and its colours in both lights', () => {
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
