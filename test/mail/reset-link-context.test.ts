import { expect, test } from '@jest/globals';
import { resetLinkContext } from '#lib/mail/reset-link-context.ts';
import { keptTokens } from '#lib/reset/kept-tokens.ts';
import type { Realm } from '#lib/reset/ports.ts';
import { parseSettings, type Settings } from '#lib/settings/settings.ts';
import { letterTo } from './sample-mails.ts';

const linkTemplate = (realm: Realm, settings: Partial<Settings>) =>
  resetLinkContext({ ...parseSettings({}), ...settings }, keptTokens(), 0).linkTemplate(realm);

test('a realm without a configured link gets Rekey’s own reset page', () => {
  const settings = { publicUrl: 'https://rekey.example' };
  expect(linkTemplate('crafter-studio', settings)).toBe(
    'https://rekey.example/reset-password#realm=crafter-studio&token={token}',
  );
  expect(linkTemplate('traffic-ops', settings)).toBe('https://rekey.example/reset-password#realm=traffic-ops&token={token}');
});

test('if Studio is behind the same front as Rekey, its users get its login page, unless another page is configured', () => {
  const settings = { publicUrl: 'https://cms.example', crafterStudioUrl: 'https://cms.example/studio' };
  expect(linkTemplate('crafter-studio', settings)).toBe('https://cms.example/studio/login?token={token}');
  const ownPage = 'https://cms.example/reset-password#realm=crafter-studio&token={token}';
  expect(linkTemplate('crafter-studio', { ...settings, studioLink: ownPage })).toBe(ownPage);
  expect(linkTemplate('traffic-ops', settings)).toBe('https://cms.example/reset-password#realm=traffic-ops&token={token}');
});

test.each(['https://studio.internal.example/studio', 'http://cms.example/studio', 'https://cms.example:8443/studio'])(
  'its login page at %s would ask Studio itself, so its users get Rekey’s own page',
  (crafterStudioUrl) => {
    expect(linkTemplate('crafter-studio', { publicUrl: 'https://cms.example', crafterStudioUrl })).toBe(
      'https://cms.example/reset-password#realm=crafter-studio&token={token}',
    );
  },
);

test('a configured link is used as it is', () => {
  const settings = { studioLink: 'https://cms.example/?t={token}', trafficOpsLink: 'https://portal.example/?t={token}' };
  expect(linkTemplate('crafter-studio', settings)).toBe('https://cms.example/?t={token}');
  expect(linkTemplate('traffic-ops', settings)).toBe('https://portal.example/?t={token}');
});

test('without a link and a public URL the error names the missing setting', () => {
  expect(() => linkTemplate('traffic-ops', {})).toThrow('REKEY_PUBLIC_URL is not set');
});

test('Crafter Profile has no link in the settings, so it gets Rekey’s own reset page', () => {
  expect(
    linkTemplate('crafter-profile', { publicUrl: 'https://rekey.example', studioLink: 'https://cms.example/?t={token}' }),
  ).toBe('https://rekey.example/reset-password#realm=crafter-profile&token={token}');
});

test('a token lives as many minutes as the settings say, and only the demo may mail a link without encryption', () => {
  const contextOf = (environment: { [name: string]: string }) =>
    resetLinkContext(parseSettings(environment), keptTokens(), 1_700_000_000_000);
  expect(contextOf({ REKEY_TOKEN_LIFETIME_MINUTES: '90' })).toMatchObject({
    now: 1_700_000_000_000,
    tokenLifetimeMs: 5_400_000,
    allowPlainHttp: false,
  });
  expect(resetLinkContext({ ...parseSettings({}), demo: true }, keptTokens(), 0).allowPlainHttp).toBe(true);
});

test('mails are written with the names of the settings', () => {
  const settings = { ...parseSettings({}), brandName: 'Example Media' };
  const { subject, text } = resetLinkContext(settings, keptTokens(), 0).compose(letterTo({}));
  expect(subject).toBe('Forgot Password');
  expect(text).toMatch(/^Example Media\n/);
});
