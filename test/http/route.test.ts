import { describe, expect, test } from '@jest/globals';
import { defineRoute, settingsReadBy, verbsInForce, withContextPath } from '#lib/http/route.ts';
import { parseSettings } from '#lib/settings/settings.ts';

const fixed = defineRoute({
  id: 'test/fixed',
  method: 'GET',
  paths: ['/'],
  summary: 'A route that always may do the same',
  touches: ['limits.count'],
  hashesPasswords: false,
  onFailure: null,
});
const verbs = ['accounts.find'] as const;
const whenOn = defineRoute({ ...fixed, mayTouch: { verbs, when: 'concealStudioAccounts' } });
const unlessOn = defineRoute({ ...fixed, mayTouch: { verbs, unless: 'concealStudioAccounts' } });

const on = parseSettings({ REKEY_CONCEAL_STUDIO_ACCOUNTS: 'true' });
const off = parseSettings({ REKEY_CONCEAL_STUDIO_ACCOUNTS: 'false' });

describe('what a function may do', () => {
  test.each([
    ['is what its route declares', fixed, on, ['limits.count']],
    ['has the verbs of a setting that must be on, if it is on', whenOn, on, ['limits.count', 'accounts.find']],
    ['lacks the verbs of a setting that must be on, if it is off', whenOn, off, ['limits.count']],
    ['lacks the verbs of a setting that must be off, if it is on', unlessOn, on, ['limits.count']],
    ['has the verbs of a setting that must be off, if it is off', unlessOn, off, ['limits.count', 'accounts.find']],
  ])('%s', (_, route, settings, expected) => {
    expect(verbsInForce(route, settings)).toEqual(expected);
  });
});

describe('a function reads', () => {
  test.each([
    ['no settings if its route names none', fixed, []],
    ['the settings that its route names', { ...fixed, reads: ['language'] } as const, ['language']],
    ['the setting that must be on for some of its verbs', whenOn, ['concealStudioAccounts']],
    ['the setting that must be off for some of its verbs', unlessOn, ['concealStudioAccounts']],
    ['both', { ...unlessOn, reads: ['language'] } as const, ['language', 'concealStudioAccounts']],
  ])('%s', (_, route, expected) => {
    expect(settingsReadBy(route)).toEqual(expected);
  });
});

test('paths come first, then the same paths under the context path', () => {
  expect(withContextPath('/studio', ['/a', '/b'])).toEqual(['/a', '/b', '/studio/a', '/studio/b']);
});
