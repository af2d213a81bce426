import { describe, expect, test } from '@jest/globals';
import { changeNoticeMail } from '#lib/mail/messages/change-notice-mail.ts';
import { resetLinkMail } from '#lib/mail/messages/reset-link-mail.ts';
import type { Account, Realm } from '#lib/reset/ports.ts';
import type { ResetLinkLetter } from '#lib/reset/send-reset-link.ts';
import { accountOf } from '../reset/account-of.ts';

const settings = { instanceName: 'Example CDN' };
const link = 'https://app.example/reset?lang=en&tokenId=TOKEN';
const requestedAt = Date.UTC(2017, 4, 26, 15, 34, 33);

const letterTo = (account: Partial<Account>, differences: Partial<ResetLinkLetter> = {}): ResetLinkLetter => ({
  account: { ...accountOf(account), email: 'jane.doe@example.com' },
  asker: 'anonymous',
  application: null,
  link,
  requestedAt,
  expiresAt: requestedAt + 60 * 60_000,
  languages: '',
  ...differences,
});
const noticeTo = (account: Partial<Account>) => ({
  account: { ...accountOf(account), email: 'jane.doe@example.com' },
  changedAt: requestedAt,
  languages: '',
});

describe('the mail with the link', () => {
  test.each<[Realm, string, string]>([
    ['crafter-profile', 'Reset Password', 'Crafter Profile'],
    ['crafter-studio', 'Forgot Password', 'Crafter Studio'],
    ['traffic-ops', 'Example CDN Password Reset Request', 'Example CDN'],
  ])('of %s has the subject %j and names the product', (realm, subject, product) => {
    const mail = resetLinkMail(letterTo({ realm }), settings);
    expect(mail.subject).toBe(subject);
    expect(mail.to).toBe('jane.doe@example.com');
    expect(mail.text).toContain(`the user “jane.doe” in ${product}.`);
  });

  test('says who asked for what and when, how long the link lives and what to do if it was somebody else', () => {
    const { text, html } = resetLinkMail(letterTo({}), settings);
    expect(text).toBe(`Hello jane.doe,

somebody asked on 26 May 2017 at 15:34 UTC to reset the password of the user “jane.doe” in Crafter Studio.

To choose a new password, open this link:

${link}

The link is good for 1 hour after the request, until 26 May 2017 at 16:34 UTC, and for one change of the password. Do not pass it on.

If it was not you, there is nothing to do: your password stays as it is. If such mails keep coming, tell your administrator.
`);
    for (const paragraph of text.trim().split('\n\n')) {
      expect(html).toContain(paragraph.replaceAll('&', '&amp;'));
    }
  });

  test('says that an administrator asked', () => {
    expect(resetLinkMail(letterTo({}, { asker: 'administrator' }), settings).text).toContain(
      'an administrator asked on 26 May 2017',
    );
  });

  test.each([
    [5, '5 minutes'],
    [90, '90 minutes'],
    [1380, '23 hours'],
  ])('says a lifetime of %i minutes as %j', (minutes, words) => {
    const { text } = resetLinkMail(letterTo({}, { expiresAt: requestedAt + minutes * 60_000 }), settings);
    expect(text).toContain(`good for ${words} after`);
  });

  test('holds the link as the anchor that clients look for, and nothing after it ends like an attribute', () => {
    const { html } = resetLinkMail(letterTo({ username: '"><b>' }), settings);
    const anchor = `<a id="verificationLink" href="${link.replace('&', '&amp;')}">${link.replace('&', '&amp;')}</a>`;
    expect(html.split(anchor)).toHaveLength(2);
    expect(html.split(anchor)[1]).not.toContain('">');
    expect(/<a id="verificationLink" href="(.+)">/s.exec(html)?.[1]).toBe(link.replace('&', '&amp;'));
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
  const mails = [
    resetLinkMail(letterTo({ realm: 'traffic-ops', username: name }), { instanceName: name }),
    changeNoticeMail(noticeTo({ realm: 'traffic-ops', username: name }), { instanceName: name }),
  ];
  for (const { html, text } of mails) {
    expect(text).toContain(`“${name}” in ${name}`);
    expect(html).toContain(`“${asText}” in ${asText}`);
    expect(html).not.toMatch(/<(script|img|b)\b/);
  }
});

test('M3 a name stays on its line, in the subject and in both parts', () => {
  const name = 'Example\r\nBcc: evil@evil.example\u2028\0\u202eCDN';
  const line = 'Example Bcc: evil@evil.example CDN';
  const { subject, text, html } = resetLinkMail(letterTo({ realm: 'traffic-ops', username: name }), { instanceName: name });
  expect(subject).toBe(`${line} Password Reset Request`);
  expect(text).toContain(`“${line}” in ${line}.`);
  expect(html).toContain(`“${line}” in ${line}.`);
});

test('M4 a name of a million characters is cut', () => {
  const { subject, text } = resetLinkMail(letterTo({ realm: 'traffic-ops', username: 'a'.repeat(1_000_000) }), {
    instanceName: '🔑'.repeat(1_000_000),
  });
  expect(text.length).toBeLessThan(3_000);
  expect(subject).toBe(`${'🔑'.repeat(100)} Password Reset Request`);
});

test('M11 the notice says what was changed and when, and what to do if it was somebody else', () => {
  const mail = changeNoticeMail(noticeTo({}), settings);
  expect(mail).toMatchObject({ to: 'jane.doe@example.com', subject: 'Your password was changed' });
  expect(mail.text).toBe(`Hello jane.doe,

the password of the user “jane.doe” in Crafter Studio was changed on 26 May 2017 at 15:34 UTC.

If it was you, there is nothing to do.

If it was not you, somebody else can use your account: ask for a new password at once, and tell your administrator.
`);
});
