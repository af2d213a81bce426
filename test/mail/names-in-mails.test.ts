import { expect, test } from '@jest/globals';
import { changeNoticeMail } from '#lib/mail/messages/change-notice-mail.ts';
import { resetLinkMail } from '#lib/mail/messages/reset-link-mail.ts';
import { languages } from '#lib/wording/languages.ts';
import { branded, letterTo, noticeTo, unbranded } from './sample-mails.ts';

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
  const settings = { ...branded, trafficOpsName: name, brandName: name };
  const account = { realm: 'traffic-ops', username: name } as const;
  const mails = [
    resetLinkMail(letterTo(account, { application: name }), settings),
    changeNoticeMail(noticeTo(account), settings),
  ];
  for (const { html, text } of mails) {
    expect(text.replace(/\s+/g, ' ')).toContain(`your ${name} account “${name}”`);
    expect(text.startsWith(`${name}\n\n`)).toBe(true);
    expect(html).toContain(`your <bdi>${asText}</bdi> account “<bdi>${asText}</bdi>”`);
    expect(html).not.toMatch(/<(script|img|b)\b/);
  }
  expect(mails[0]?.html).toContain(`The application “<bdi>${asText}</bdi>” requested`);
});

test('M4 a support address with special characters of HTML and URLs comes out as text', () => {
  const supportAddress = '<b>#x@example.com';
  const { html, text } = changeNoticeMail(noticeTo({}), { ...branded, supportAddress });
  expect(text).toContain(`write to ${supportAddress}.`);
  expect(html).toMatch(/<a href='mailto:&lt;b&gt;%23x@example\.com' dir='ltr' style='[^']*'>&lt;b&gt;#x@example\.com<\/a>\./);
});

test('M3 a name stays on one line in the subject and in both parts', () => {
  const name = 'Example\r\nBcc: evil@evil.example\u2028\0\u202e\u2069CDN';
  const line = 'Example Bcc: evil@evil.example CDN';
  const settings = { ...branded, trafficOpsName: name, brandName: name, supportAddress: 'help\r\n\u2069@example.com' };
  const letter = letterTo({ realm: 'traffic-ops', username: name }, { application: name });
  const { subject, text, html } = resetLinkMail(letter, settings);
  expect(subject).toBe(`${line} Password Reset Request`);
  expect(text.replace(/(?<!\n)\n(?!\n)/g, ' ')).toContain(
    `The application “${line}” requested a password reset for your ${line} account “${line}” on 26 May 2017 at 15:34 UTC.`,
  );
  expect(text).toMatch(new RegExp(`^${line}\n\n`));
  expect(html).toContain(`your <bdi>${line}</bdi> account “<bdi>${line}</bdi>” on`);
  expect(html + text).not.toMatch(/[\r\0\u2028\u202e\u2069]/);
});

test('M4 a name of a million characters is cut', () => {
  const letter = letterTo({ realm: 'traffic-ops', username: 'a'.repeat(1_000_000) }, { application: 'b'.repeat(1_000_000) });
  const { subject, text } = resetLinkMail(letter, {
    ...branded,
    trafficOpsName: '🔑'.repeat(1_000_000),
    brandName: 'c'.repeat(1_000_000),
  });
  expect(text.length).toBeLessThan(3_000);
  expect(subject).toBe(`${'🔑'.repeat(100)} Password Reset Request`);
});

test.each([
  'WIN now: https://evil.example/claim',
  'www.evil.example/claim',
  'evil.example:443/claim',
  'a.b/',
  'www.evil.example',
  'WWW.evil',
  'evil.example',
  'You won! Visit evil.example',
  'Visit evil.com, now',
  'evil.com-free',
  'evil.com.doe',
  'evil.CO',
  'evil.museum',
  '\uff45\uff56\uff49\uff4c\uff0e\uff43\uff4f\uff4d',
  'evil\u3002com',
  'evil.\u200dcom',
  'evil.\u0440\u0444',
  'evil.xn--p1ai',
  'evil.verm\u00f6gensberater',
  'http:\\\\evil',
  '//evil',
  '\\\\evil\\share',
  'mailto:evil',
  'tel:123',
  'evil:443',
  'evil@evil.example',
  'jane.doe@evil.example',
  '192.0.2.1',
  'Call +1 (555) 010-0199 now',
])('M4 no mail greets %j, because mail readers would turn it into a link', (username) => {
  for (const locale of languages) {
    for (const mail of [
      resetLinkMail(letterTo({ locale, username }), unbranded),
      changeNoticeMail(noticeTo({ locale, username }), unbranded),
    ]) {
      expect(mail.html.split(`<bdi>${username}</bdi>`)).toHaveLength(2);
      expect(mail.html).not.toMatch(/<p [^>]*>\P{L}*<\/p>/u);
    }
  }
  const { text } = changeNoticeMail(noticeTo({ username }), unbranded);
  expect(text).toContain('\n\nHello,\n\n');
  expect(text.replace(/\s+/g, ' ')).toContain(`your Crafter Studio account “${username}” was`);
});

test.each([
  'jane.doe',
  'Jane.M.Doe',
  'Jane.Doe@example.com',
  'j\u00f6rg.m\u00fcller',
  'Jane Doe / Sales',
  'a/b.c',
  'J. R. / Sales',
  'Jane: Sales',
  'jane.doe1',
  'operator-123456',
])('M4 a mail greets everyone else by name: %j', (username) => {
  expect(changeNoticeMail(noticeTo({ username }), unbranded).text).toContain(`\n\nHello ${username},\n\n`);
});

test.each([
  ['an Arabic letter mark', 'a\u061cb', 'a b'],
  ['a soft hyphen', 'ad\u00admin', 'ad min'],
  ['a zero-width blank', 'ad\u200bmin', 'ad min'],
  ['joiners, which stay', 'می\u200cخواهم क्\u200dष', 'می\u200cخواهم क्\u200dष'],
])('M4 a name with %s shows all of its characters', (_, username, shown) => {
  expect(changeNoticeMail(noticeTo({ username }), unbranded).html).toContain(`“<bdi>${shown}</bdi>”`);
});
