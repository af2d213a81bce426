import { expect, test } from '@jest/globals';
import { parseSettings } from '#lib/settings/settings.ts';

const withSupport = (REKEY_SUPPORT_ADDRESS: string) => parseSettings({ REKEY_SUPPORT_ADDRESS });

test.each(['help@example.com', 'help+rekey@example.com', '#1@example.com'])('help may come from %s', (address) => {
  expect(withSupport(address).supportAddress).toBe(address);
});

test.each([
  'help',
  'a@example.com,b@example.com',
  'a,b@example.com',
  'a@example.com;b',
  'a@example.com:b',
  'a@example.com?cc=b',
  '<b>@x',
])('help comes from one mail address, and %s is none', (address) => {
  expect(() => withSupport(address)).toThrow('REKEY_SUPPORT_ADDRESS must be a mail address');
});
