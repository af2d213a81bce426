import { createHmac } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { openSession, sessionCookie } from '#lib/dialects/traffic-ops/session.ts';
import type { Account, AccountReference, SecretVersions } from '#lib/reset/ports.ts';

const second = 1000;
/** Not a full second, because real clocks rarely are. */
const now = Date.UTC(2024, 0, 2, 9, 0, 0, 400);
const nowSeconds = Math.floor(now / second);
const hourSeconds = 3600;

const account: Account = {
  realm: 'traffic-ops',
  id: 'test',
  username: 'test',
  email: 'test@example.com',
  enabled: true,
  externallyManaged: false,
  tenant: 'root',
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

const opened = (changes: object = {}, secret = 'a secret') =>
  sessionCookie(
    { account, token: { requestedAt: now - second, expiresAt: now + 2 * hourSeconds * second }, now, isHttps: false, ...changes },
    secret,
  );
const pairOf = (setCookie: string) => setCookie.split('; ')[0] ?? '';
const dataOf = (setCookie: string): string =>
  Buffer.from(pairOf(setCookie).replace(/^mojolicious=|--[0-9a-f]{40}$/g, ''), 'base64url').toString();
const signed = (encoded: string, secret = 'a secret') =>
  `mojolicious=${encoded}--${createHmac('sha1', secret).update(encoded).digest('hex')}`;

/** The session's username, or the code of its refusal. */
async function open(
  cookies: string | readonly string[],
  {
    secrets = ['a secret'],
    accounts = [account],
    at = now,
    notBefore = 0,
  }: { secrets?: SecretVersions; accounts?: Account[]; at?: number; notBefore?: number } = {},
): Promise<string> {
  const ports = {
    secrets: { trafficOpsSessions: async () => secrets },
    accounts: {
      find: async ({ realm, id }: AccountReference) => accounts.find((other) => other.realm === realm && other.id === id),
    },
    resetTokens: { notBefore: async () => notBefore },
  };
  try {
    return (await openSession(ports, [cookies].flat(), at)).account.username;
  } catch (error) {
    return Object(error).code;
  }
}

test('T6 the cookie is Base64url of the JSON, two dashes and its HMAC-SHA1, and lives an hour', () => {
  const json = `{"auth_data":"test","expires":${nowSeconds + hourSeconds},"by":"rekey","credentialStamp":"a stamp","requestedAt":${now - second}}`;
  expect(opened()).toBe(
    `${signed(Buffer.from(json).toString('base64url'))}; Path=/; Expires=Tue, 02 Jan 2024 10:00:00 GMT; Max-Age=3600; HttpOnly`,
  );
});

test('T6 over HTTPS the cookie is also Secure and SameSite=Lax', () => {
  expect(opened({ isHttps: true })).toBe(`${opened()}; Secure; SameSite=Lax`);
});

test('T6 the key of a shared secret is the unchanged secret, with letters beyond ASCII in UTF-8', async () => {
  const [, encoded = ''] = /=(.*)--/.exec(opened({}, 'schlüssel ')) ?? [];
  expect(pairOf(opened({}, 'schlüssel '))).toBe(signed(encoded, 'schlüssel '));
});

test('K13 the session ends with the token that opened it', async () => {
  const cookie = opened({ token: { requestedAt: now, expiresAt: now + 90 * second } });
  expect(cookie).toMatch(/; Expires=Tue, 02 Jan 2024 09:01:30 GMT; Max-Age=90; HttpOnly$/);
  expect(dataOf(cookie)).toContain(`"expires":${nowSeconds + 90},`);
  expect(await open(pairOf(cookie), { at: (nowSeconds + 90) * second - 1 })).toBe('test');
  expect(await open(pairOf(cookie), { at: (nowSeconds + 90) * second })).toBe('session-expired');
});

test('K13 the session ends after one hour even if its token has not expired', async () => {
  const cookie = pairOf(opened({ token: { requestedAt: now, expiresAt: now + 23 * hourSeconds * second } }));
  expect(await open(cookie, { at: (nowSeconds + hourSeconds) * second - 1 })).toBe('test');
  expect(await open(cookie, { at: (nowSeconds + hourSeconds) * second })).toBe('session-expired');
});

test('A3, K13 a session from before the last password change is refused', async () => {
  expect(await open(pairOf(opened()), { accounts: [{ ...account, credentialStamp: 'the next stamp' }] })).toBe('session-expired');
});

test('K14 a session ends when its realm is revoked after its link was asked for, and not before', async () => {
  const cookie = pairOf(opened({ token: { requestedAt: now - second, expiresAt: now + 90 * second } }));
  expect(await open(cookie, { notBefore: now - second })).toBe('test');
  expect(await open(cookie, { notBefore: now - second + 1 })).toBe('session-expired');
});

test('K14 a session of a version that did not store when its link was asked for ends when its realm is revoked', async () => {
  const json = `{"auth_data":"test","expires":${nowSeconds + 60},"by":"rekey","credentialStamp":"a stamp"}`;
  const cookie = signed(Buffer.from(json).toString('base64url'));
  expect(await open(cookie)).toBe('test');
  expect(await open(cookie, { notBefore: 1 })).toBe('session-expired');
});

test('A3 the current secret opens the session, and so does the previous one', async () => {
  for (const secret of ['a new secret', 'a secret']) {
    expect(await open(pairOf(opened({}, secret)), { secrets: ['a new secret', 'a secret'] })).toBe('test');
  }
});

test('A3 a secret before the previous one does not open the session', async () => {
  expect(await open(pairOf(opened()), { secrets: ['a newer secret', 'a new secret'] })).toBe('session-forged');
});

test('A3 the session is refused if any bit of the data or the signature is flipped', async () => {
  const value = pairOf(opened()).slice('mojolicious='.length);
  const flips = Array.from(value).flatMap((character, index) =>
    [0, 1, 2, 3, 4, 5, 6].map((bit) => {
      const flipped = String.fromCharCode(character.charCodeAt(0) ^ (1 << bit));
      return `mojolicious=${value.slice(0, index)}${flipped}${value.slice(index + 1)}`;
    }),
  );
  const outcomes = new Set(await Promise.all(flips.map((cookie) => open(cookie))));
  expect([...outcomes].toSorted()).toEqual(['session-forged', 'session-undecodable']);
});

test('A3 the session is refused if the cookie is cut anywhere', async () => {
  const pair = pairOf(opened());
  const cuts = Array.from(pair, (_, length) => pair.slice(0, length)).filter((cut) => cut.length > 'mojolicious='.length);
  const outcomes = new Set(await Promise.all(cuts.map((cookie) => open(cookie))));
  expect([...outcomes].toSorted()).toEqual(['session-forged', 'session-undecodable']);
});

test('A3 data that holds two dashes is split at the last ones', async () => {
  const dashed = { ...account, id: 'ao\uff21', username: 'ao\uff21' };
  const pair = pairOf(opened({ account: dashed }));
  expect(pair.split('--')).toHaveLength(3);
  expect(await open(pair, { accounts: [dashed] })).toBe('ao\uff21');
});

test('A3 dashes that are not part of one of our cookies are refused', async () => {
  expect(await open('mojolicious=--')).toBe('session-forged');
  expect(await open('mojolicious=----')).toBe('session-forged');
  expect(await open('mojolicious=-')).toBe('session-undecodable');
  expect(await open('mojolicious=')).toBe('session-missing');
  expect(await open('mojolicious')).toBe('session-missing');
  expect(await open([])).toBe('session-missing');
});

test('A3 data without a stamp is refused, such as data from a Traffic Ops with the same secret', async () => {
  const json = `{"auth_data":"test","expires":${nowSeconds + 60},"by":"trafficcontrol-go-tocookie"}`;
  expect(await open(signed(Buffer.from(json).toString('base64url')))).toBe('session-expired');
});

test('A3 data without a stamp is expired, whether or not its user is still there', async () => {
  const json = `{"auth_data":"test","expires":${nowSeconds + 60},"by":"trafficcontrol-go-tocookie"}`;
  expect(await open(signed(Buffer.from(json).toString('base64url')), { accounts: [] })).toBe('session-expired');
});

test.each(['', 'no JSON', 'null', '[]', '{}', '{"auth_data":7,"expires":9}', '{"auth_data":"test","expires":"9"}'])(
  'A3 signed data that is not a session cannot be decoded: %j',
  async (text) => {
    expect(await open(signed(Buffer.from(text).toString('base64url')))).toBe('session-undecodable');
  },
);

test('A3 a session of an account that is deleted, disabled or in another realm is refused', async () => {
  const pair = pairOf(opened());
  expect(await open(pair, { accounts: [] })).toBe('session-account-gone');
  expect(await open(pair, { accounts: [{ ...account, enabled: false }] })).toBe('session-account-gone');
  expect(await open(pair, { accounts: [{ ...account, realm: 'crafter-studio' }] })).toBe('session-account-gone');
});

test('A3 the session’s cookie is found among others, by its whole name', async () => {
  const pair = pairOf(opened());
  expect(await open(['a=b', pair, 'c=d'])).toBe('test');
  expect(await open([`x${pair}`, `a=${pair}`])).toBe('session-missing');
});
