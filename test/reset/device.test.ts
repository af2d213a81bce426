import { expect, test } from '@jest/globals';
import { knownDevice } from '#lib/reset/device.ts';

test('a stored device is taken if both of its names are known', () => {
  expect(knownDevice({ browser: 'Firefox', system: 'Windows' })).toEqual({ browser: 'Firefox', system: 'Windows' });
});

test.each([
  undefined,
  null,
  'Firefox',
  {},
  { browser: 'Firefox' },
  { browser: 'Firefox', system: 'Call +1 555 0100' },
  { browser: 'A browser of a later version', system: 'Windows' },
])('M4 the stored device %j is not in the mail', (stored) => {
  expect(knownDevice(stored)).toBeNull();
});
