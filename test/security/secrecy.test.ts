import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { demoCredentials } from '#infra/demo/demo-credentials.ts';
import { tables } from '#lib/dynamo/tables.ts';
import { sha256 } from '#lib/reset/token.ts';
import * as profile from '#test/golden/crafter-profile/parts.ts';
import { administratorJwt } from '#test/golden/crafter-studio/administrator-jwt.ts';
import * as studio from '#test/golden/crafter-studio/parts.ts';
import type { GoldenRequest } from '#test/golden/exchange.ts';
import { sendHttp } from '#test/golden/send-http.ts';
import { ownAccessToken } from '#test/golden/world.ts';
import {
  cookieOf,
  crafterProfile,
  crafterStudio,
  mailedTo,
  newPerson,
  products,
  putWith,
  trafficOpsProduct,
} from './products.ts';
import { startWiredRekey, type WiredRekey } from './wired-rekey.ts';

let rekey: WiredRekey;
beforeAll(async () => {
  rekey = await startWiredRekey();
});
afterAll(() => rekey.stop());
afterEach(async () => {
  await rekey.deliver();
  rekey.letters();
});

let lastAddress = 43_000;
const sendHead = (method: 'GET' | 'HEAD', path: string, headers = {}) =>
  sendHttp(rekey.world.baseUrl, { method, path, headers }, ++lastAddress);

test('K10 after all journeys neither the tables nor their streams hold a token, a password or an access token id', async () => {
  const secrets: string[] = Object.values(demoCredentials);
  const hashes: string[] = [];
  for (const product of products) {
    const person = await newPerson(rekey, product);
    const [first, second] = [await mailedTo(rekey, product, person), await mailedTo(rekey, product, person)];
    const password = `the pass phrase of ${person.id}`;
    expect((await product.spend(rekey, second.token, 'PassWord')).status).toBeLessThan(500);
    expect((await product.spend(rekey, first.token, password)).status).toBeLessThan(500);
    secrets.push(first.token, second.token, password);
    hashes.push(sha256(first.token), sha256(second.token));
  }
  const cookie = cookieOf(
    await rekey.send(trafficOpsProduct.bringToken(await rekey.world.token(await newPerson(rekey, trafficOpsProduct)))),
  );
  await rekey.send(putWith(cookie, { localPasswd: 'a pass phrase with names', fullName: 'Somebody' }));
  const jwt = await administratorJwt();
  const headers = { Authorization: `Bearer ${jwt}` };
  const { id } = await newPerson(rekey, crafterStudio);
  await rekey.send(studio.resetPassword(id, {}, headers).request);
  await rekey.send(studio.resetPassword(id, { new: 'the pass phrase of an administrator' }, headers).request);
  await rekey.deliver();
  secrets.push(
    'PassWord',
    cookie,
    jwt,
    'a pass phrase with names',
    'the pass phrase of an administrator',
    ...rekey.letters().map(({ token }) => token),
  );

  const stored = [await everyItem(), JSON.stringify(rekey.records)];
  for (const hash of hashes) {
    expect(stored[0]).toContain(hash);
  }
  expect(stored[1]).toContain('passwordHash');
  for (const secret of secrets.filter((text) => text !== '')) {
    for (const form of [
      secret,
      Buffer.from(secret).toString('base64url'),
      Buffer.from(secret).toString('base64'),
      Buffer.from(secret).toString('hex'),
    ]) {
      for (const text of stored) {
        expect(text.includes(form)).toBe(false);
      }
    }
  }
});

async function everyItem(): Promise<string> {
  const client = new DynamoDBClient({});
  const names = Object.values(tables).map(({ nameSetting }) => rekey.world.settings[nameSetting]);
  const pages = await Promise.all(names.map((TableName) => client.send(new ScanCommand({ TableName }))));
  client.destroy();
  for (const { Items = [], LastEvaluatedKey } of pages) {
    expect(Items.length).toBeGreaterThan(0);
    expect(LastEvaluatedKey).toBeUndefined();
  }
  return JSON.stringify(pages.map(({ Items }) => Items));
}

const ahead = [
  {},
  { 'Sec-Purpose': 'prefetch' },
  { Purpose: 'prefetch' },
  { 'Sec-Purpose': 'prefetch;prerender' },
  { 'X-Moz': 'prefetch' },
];

test('K11 ten visits before the user’s own, by GET, HEAD and prefetch, do not spend the token', async () => {
  for (const product of products) {
    const person = await newPerson(rekey, product);
    const { token, text } = await mailedTo(rekey, product, person);
    const link = /https?:\/\/\S+/.exec(text)?.[0] ?? '';
    const { pathname, search } = new URL(link);
    const given = `token=${token}&t=${token}&resetTokenId=${token}&new=a+pass+phrase&newPassword=a+pass+phrase&accessTokenId=${ownAccessToken}`;
    const places = [
      pathname + search,
      `/api/1/services/api/1/user/validate-token.json?token=${token}`,
      `/api/1/services/api/1/user/set-password.json?${given}`,
      `/api/1/profile/change_password?${given}`,
      `/api/5.0/user/login/token?${given}`,
    ];
    for (let visit = 0; visit < 10; visit++) {
      for (const place of places) {
        await sendHead(visit % 2 === 0 ? 'GET' : 'HEAD', place, ahead[visit % ahead.length]);
      }
      if (product === trafficOpsProduct) {
        expect((await rekey.send(product.bringToken(token))).status).toBe(200);
      }
    }
    expect(await rekey.world.passwordHash(person)).toBe('');
    expect((await product.spend(rekey, token, 'a pass phrase of mine')).status).toBe(200);
  }
  await rekey.deliver();
  rekey.letters();
});

test('K11 validate-token answers a prefetch like any other call', async () => {
  const token = await rekey.world.token(await newPerson(rekey, crafterStudio));
  const path = `/api/1/services/api/1/user/validate-token.json?token=${token}`;
  for (const headers of ahead) {
    expect((await sendHead('GET', path, headers)).status).toBe(200);
  }
});

test('K11 a prefetch of forgot-password sends no mail', async () => {
  const person = await newPerson(rekey, crafterStudio);
  const { path } = crafterStudio.ask(person);
  for (const headers of ahead.slice(1, 4)) {
    expect((await sendHead('GET', path, headers)).status).toBe(503);
  }
  expect((await sendHead('HEAD', path)).status).toBe(404);
  await rekey.deliver();
  expect(rekey.letters()).toEqual([]);
});

test('A1 an access token is refused if it is absent, unknown, expired, in another letter case or the hash of a good one, and nothing is sent', async () => {
  const person = await newPerson(rekey, crafterProfile);
  await rekey.world.storeApplication('an expired access token', { expiresOn: rekey.clock.now });
  const good = crafterProfile.ask(person);
  const withToken = (accessTokenId: unknown): GoldenRequest =>
    profile.resetPassword({ ...profile.resetFields, accessTokenId }, person).request;
  const bad = [
    undefined,
    '',
    null,
    'unknown',
    'an expired access token',
    ownAccessToken.toUpperCase(),
    ` ${ownAccessToken}`,
    sha256(ownAccessToken),
  ];
  for (const accessTokenId of bad) {
    expect((await rekey.send(withToken(accessTokenId))).status).toBe(403);
  }
  await rekey.deliver();
  expect(rekey.letters()).toEqual([]);
  expect((await rekey.send(good)).status).toBe(200);
});

test('A1 an application of another tenant is refused', async () => {
  await rekey.world.storeApplication('an access token of others', {
    tenantPermissions: [{ tenant: 'others', allowedActions: ['*'] }],
  });
  const person = await newPerson(rekey, crafterProfile);
  const fields = { ...profile.resetFields, accessTokenId: 'an access token of others' };
  expect((await rekey.send(profile.resetPassword(fields, person).request)).status).toBe(403);
  const token = await rekey.world.token(person);
  const change = { accessTokenId: 'an access token of others', resetTokenId: token, newPassword: 'a pass phrase of mine' };
  expect((await rekey.send(profile.changePassword(change).request)).status).toBe(404);
  await rekey.deliver();
  expect(rekey.letters()).toEqual([]);
  expect(await rekey.world.passwordHash(person)).toBe('');
});
