import { expect, test } from '@jest/globals';
import { parseMailSender } from '#lib/settings/mail-sender.ts';
import { parseSettings, SettingsError } from '#lib/settings/settings.ts';

test.each([
  ['noreply@example.com', '', 'noreply@example.com'],
  [' noreply@example.com ', '', 'noreply@example.com'],
  ['<noreply@example.com>', '', 'noreply@example.com'],
  ['Example <noreply@example.com>', 'Example', 'noreply@example.com'],
  ['Example: Support; team <noreply@example.com>', 'Example: Support; team', 'noreply@example.com'],
  ['Doe, Jane <noreply@example.com>', 'Doe, Jane', 'noreply@example.com'],
  ['"Doe, \\"Jane\\"" <noreply@example.com>', 'Doe, "Jane"', 'noreply@example.com'],
  ['"a@example.com" <noreply@example.com>', 'a@example.com', 'noreply@example.com'],
  ['Bücher (Berlin) <noreply@bücher.example>', 'Bücher (Berlin)', 'noreply@xn--bcher-kva.example'],
])('M1 the sender %j is one mailbox', (text, name, address) => {
  expect(parseMailSender(text)).toEqual({ name, address });
  expect(parseSettings({ REKEY_MAIL_FROM: text }).mailFrom).toBe(text);
});

test.each([
  'somebody',
  'a@example.com, b@example.com',
  'a@example.com; b@example.com',
  'a@example.com b@example.com',
  'a@example.com, B <b@example.com>',
  'A <a@example.com>, B <b@example.com>',
  '<a@example.com><b@example.com>',
  'Team: a@example.com, b@example.com;',
  'Example <noreply@example.com',
  'noreply@example.com>',
  'Example <noreply@example.com> x',
  'Example <>',
  'jürgen@example.com',
  'Jürgen <jürgen@example.com>',
  '"a b"@example.com',
  'foo..bar.@example.com',
  'noreply@localhost',
  'noreply@-example.com',
  'noreply@mail_host.example',
  'Example\r\nBcc: x <noreply@example.com>',
  `${'x'.repeat(300)} <noreply@example.com>`,
])('M1 the sender %j is refused with a reason', (text) => {
  expect(parseMailSender(text)).toBeUndefined();
  expect(() => parseSettings({ REKEY_MAIL_FROM: text })).toThrow(SettingsError);
  expect(() => parseSettings({ REKEY_MAIL_FROM: text })).toThrow(/REKEY_MAIL_FROM must be exactly one mailbox/);
});
