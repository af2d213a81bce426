import { expect, test } from '@jest/globals';
import { linkTemplate } from '#lib/mail/link-template.ts';

const none = { publicUrl: null, studioLink: null, trafficOpsLink: null };

test('a realm without a configured link gets our own reset page', () => {
  const settings = { ...none, publicUrl: 'https://rekey.example' };
  expect(linkTemplate('crafter-studio', settings)).toBe(
    'https://rekey.example/reset-password#realm=crafter-studio&token={token}',
  );
  expect(linkTemplate('traffic-ops', settings)).toBe('https://rekey.example/reset-password#realm=traffic-ops&token={token}');
});

test('a configured link is taken as it is', () => {
  const settings = { ...none, studioLink: 'https://cms.example/?t={token}', trafficOpsLink: 'https://portal.example/?t={token}' };
  expect(linkTemplate('crafter-studio', settings)).toBe('https://cms.example/?t={token}');
  expect(linkTemplate('traffic-ops', settings)).toBe('https://portal.example/?t={token}');
});

test('where neither is known, the missing setting is named', () => {
  expect(() => linkTemplate('traffic-ops', none)).toThrow('REKEY_PUBLIC_URL is not set');
});
