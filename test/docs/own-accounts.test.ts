import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { sessionCookie } from '#lib/dialects/traffic-ops/session.ts';
import type { Account } from '#lib/reset/ports.ts';
import { routes } from '#lib/routes.ts';

const page = readFileSync('docs/beside-your-product.md', 'utf8');
const found = (pattern: RegExp) => [...page.matchAll(pattern)].map(([, text = '']) => text);
const patternOf = (wildcards: string) =>
  new RegExp(`^${wildcards.replace(/[.]/g, '\\.').replaceAll('?', '.').replaceAll('*', '.*')}$`);

/** `/{page}` is for links that a mail tool changed, for example into this one. */
const asked = routes.flatMap(({ paths }) =>
  paths.map((path) =>
    path
      .replace('{version}', '4.1')
      .replace('{slash+}', '')
      .replace('{page}', 'reset-password%23realm%3Da')
      .replace(/\{\w+\+?\}/, 'jane.doe'),
  ),
);

test('nginx gives Rekey every path of the route table, and not its neighbours', () => {
  const locations = found(/^location ~ (\S+) \{$/gm).map((text) => new RegExp(text));
  const isGiven = (path: string) => locations.some((location) => location.test(path));
  expect(asked.filter((path) => !isGiven(path))).toEqual([]);
  const neighbours = [
    '/api/4.1/user/login',
    '/api/4.1/user/logout',
    '/api/2.0/user/current',
    '/api/1/profile/get',
    '/studio/api/1/services/api/1/user/get.json',
  ];
  expect(neighbours.filter(isGiven)).toEqual([]);
});

test('CloudFront gives Rekey every path of the route table', () => {
  const patterns = found(/^ +(?:- PathPattern:|#) '([^']+)'/gm)
    .concat('/api/?.?/user/current*')
    .map(patternOf);
  expect(asked.filter((path) => !patterns.some((pattern) => pattern.test(path)))).toEqual([]);
});

test('the load balancer gives nginx every path of the route table', () => {
  const patterns = found(/^rule \d+ '([^']+)'/gm)
    .flatMap((values) => values.split(','))
    .map(patternOf);
  expect(asked.filter((path) => !patterns.some((pattern) => pattern.test(path)))).toEqual([]);
});

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
    hasPassword: true,
    details: {},
  };
  const isMarked = (cookie: string) => marks.some((mark) => cookie.includes(mark));

  test.each(['a', 'ab', 'abc'])('is known by its cookie, whatever the alignment: %s', (username) => {
    const opening = { account: { ...account, username }, tokenExpiresAt: 3_600_000, now: 0, isHttps: true };
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
