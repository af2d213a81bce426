import { expect, test } from '@jest/globals';
import { resetLinkContext } from '#lib/mail/reset-link-context.ts';
import { keptTokens } from '#lib/reset/kept-tokens.ts';
import type { Realm } from '#lib/reset/ports.ts';
import { parseSettings, type Settings } from '#lib/settings/settings.ts';

const linkTemplate = (realm: Realm, settings: Partial<Settings>) =>
  resetLinkContext({ ...parseSettings({}), ...settings }, keptTokens(), 0).linkTemplate(realm);

test('a realm without a configured link gets Rekey’s own reset page', () => {
  const settings = { publicUrl: 'https://rekey.example' };
  expect(linkTemplate('crafter-studio', settings)).toBe(
    'https://rekey.example/reset-password#realm=crafter-studio&token={token}',
  );
  expect(linkTemplate('traffic-ops', settings)).toBe('https://rekey.example/reset-password#realm=traffic-ops&token={token}');
});

test('a configured link is used as it is', () => {
  const settings = { studioLink: 'https://cms.example/?t={token}', trafficOpsLink: 'https://portal.example/?t={token}' };
  expect(linkTemplate('crafter-studio', settings)).toBe('https://cms.example/?t={token}');
  expect(linkTemplate('traffic-ops', settings)).toBe('https://portal.example/?t={token}');
});

test('without a link and a public URL the error names the missing setting', () => {
  expect(() => linkTemplate('traffic-ops', {})).toThrow('REKEY_PUBLIC_URL is not set');
});
