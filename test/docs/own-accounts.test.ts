import { describe, expect, test } from '@jest/globals';
import { sessionCookie } from '#lib/dialects/traffic-ops/session.ts';
import type { Account } from '#lib/reset/ports.ts';
import { pageOf } from './pages.ts';

const page = pageOf('docs/own-accounts.md');
const found = (pattern: RegExp) => [...page.matchAll(pattern)].map(([, text = '']) => text);
describe('A session of Rekey’s', () => {
  const marks = found(/^const marks = \[(.+)\];$/gm).flatMap((list) => list.replaceAll("'", '').split(', '));
  const account: Account = {
    realm: 'traffic-ops',
    id: 'test',
    username: 'test',
    email: 'test@example.com',
    enabled: true,
    externallyManaged: false,
    tenant: null,
    credentialStamp: 'a stamp',
    createdOn: 0,
    lastModified: 0,
    locale: null,
    undeliverable: null,
    noticeDue: null,
    hold: null,
    closed: null,
    hasPassword: true,
    details: {},
  };
  const isMarked = (cookie: string) => marks.some((mark) => cookie.includes(mark));

  test.each(['a', 'ab', 'abc'])('is known by its cookie, whatever the alignment: %s', (username) => {
    const opening = { account: { ...account, username }, token: { requestedAt: 0, expiresAt: 3_600_000 }, now: 0, isHttps: true };
    const cookie = sessionCookie(opening, 'secret');
    expect(isMarked(cookie)).toBe(true);
  });

  test('is not taken for one of Traffic Ops', () => {
    const theirs = ['', 'a', 'ab'].map((auth_data) => ({ auth_data, expires: 1, by: 'trafficcontrol-go-tocookie' }));
    expect(theirs.filter((data) => isMarked(Buffer.from(JSON.stringify(data)).toString('base64')))).toEqual([]);
  });

  test('is known by the same marks to nginx', () => {
    expect(found(/mojolicious=\[\^;\]\*\(([^)]+)\)/g)).toEqual([marks.join('|')]);
  });
});
