import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { dynamoResetRequests } from '#lib/dynamo/dynamo-reset-requests.ts';
import { sha256 } from '#lib/reset/token.ts';
import { currentSettings } from '#lib/settings/settings.ts';
import * as profile from '#test/golden/crafter-profile/parts.ts';
import * as studio from '#test/golden/crafter-studio/parts.ts';
import { sendHttp } from '#test/golden/send-http.ts';
import { crafterProfile, crafterStudio, products, somebody, trafficOpsProduct } from './products.ts';
import { type Rekey, startRekey } from './start-rekey.ts';

let rekey: Rekey;
beforeAll(async () => {
  rekey = await startRekey();
});
afterAll(() => rekey.stop());

/** The letters with a link. */
const links = () => rekey.letters().filter(({ token }) => token !== '');

async function mailed() {
  expect(await rekey.deliver()).toBe(0);
  return links();
}

describe('M6', () => {
  const access = 'the access token of a careful application';
  const good = 'https://good.example/reset';
  const evil = [
    ...[
      '//evil.example',
      '//good.example/reset',
      'https://good.example.evil.example/reset',
      'https://good.example@evil.example/reset',
    ],
    ...[
      'https://good.example:pass@evil.example/reset',
      'https://evil.example/https://good.example/reset',
      'https://evil.example#@good.example',
    ],
    ...[
      'https://good.example%2eevil.example/reset',
      'https://good%2eexample/reset',
      '\\\\evil.example',
      'https:\\\\good.example/reset',
    ],
    ...[
      'https://good.example\\@evil.example/reset',
      'https:/good.example/reset',
      'https:good.example/reset',
      'http:\\good.example/reset',
    ],
    ...[
      'https://good\t.example/reset',
      'ht\ttps://good.example/reset',
      'https://good.example/reset\n',
      ' https://good.example/reset',
    ],
    ...[
      'https://good.example/re\rset',
      'javascript:alert(1)//https://good.example/reset',
      'data:text/html,https://good.example/reset',
    ],
    ...[
      'https://good.example:8443/reset',
      'https://good.example:443/reset',
      'http://good.example/reset',
      'ftp://good.example/reset',
    ],
    ...[
      'https://good.example/reset/../admin',
      'https://good.example/reset/%2e%2e/admin',
      'https://good.example/reset/..%2fadmin',
    ],
    ...[
      'https://good.example/reset/.%252e/admin',
      'https://good.example/resetting',
      'https://good.example/',
      'https://good.example',
    ],
    ...[
      'https://gοod.example/reset',
      'https://xn--god-1jc.example/reset',
      'https://ɡood.example/reset',
      'https://good。example/reset',
    ],
    ...[
      'https://GOOD.example/reset',
      'HTTPS://good.example/reset',
      'https://good.example./reset',
      'https://good.example/reset?tokenId=x',
    ],
    ...[
      'https://good.example/reset#tokenId=x',
      'https://good.example/reset;/../x',
      'https://good.example/RESET',
      '',
      'null',
      'undefined',
    ],
  ];

  beforeAll(() => rekey.world.storeApplication(access, { resetPasswordUrls: [good] }));
  const ask = (id: string, resetPasswordUrl: string) =>
    rekey.send(profile.resetPassword({ accessTokenId: access, resetPasswordUrl }, { id }).request);

  test.each(evil.map((url) => [JSON.stringify(url), url]))('M6 %s is refused: no token, no mail', async (_, url) => {
    const { id, realm } = await somebody(rekey, crafterProfile);
    rekey.database.calls.length = 0;
    expect((await ask(id, url)).status).toBe(400);
    expect(await rekey.deliver()).toBe(0);
    expect(rekey.letters()).toEqual([]);
    expect(
      rekey.database.calls.filter(({ operation, body }) => operation !== 'GetItem' && !body.includes('RekeyLimits')),
    ).toEqual([]);
    const request = await dynamoResetRequests(rekey.world.settings).find({ realm, asker: 'application', identifier: id });
    expect(request).toBeUndefined();
  });

  test('M6 what was checked is what is mailed, to the letter', async () => {
    for (const url of [good, `${good}/page?a=b&c`, `${good}#/route`]) {
      const { id } = await somebody(rekey, crafterProfile);
      expect((await ask(id, url)).status).toBe(200);
      await rekey.deliver();
      const [letter] = rekey.letters();
      const joint = url.includes('?') ? '&' : '?';
      expect(letter?.text.split(/\s+/)).toContain(`${url}${joint}tokenId=${letter?.token}`);
    }
  });

  test('M6 K10 a request that was written past the check mails no link that the application may not have mailed', async () => {
    const { id } = await somebody(rekey, crafterProfile);
    const request = {
      asker: 'application',
      identifier: id,
      requestId: 'x',
      requestedAt: rekey.clock.now,
      languages: '',
      sequence: 1,
    };
    const stored = { request: `crafter-profile#application#${id}`, realm: 'crafter-profile', ...request, pending: 1 };
    for (const link of ['https://evil.example/reset', `${good}@evil.example`, null]) {
      await rekey.world.putItem(rekey.world.settings.resetRequestsTable, { ...stored, link, application: sha256(access) });
      expect(await mailed()).toEqual([]);
    }
    await rekey.world.putItem(rekey.world.settings.resetRequestsTable, { ...stored, link: good, application: sha256('another') });
    expect(await mailed()).toEqual([]);
    await rekey.world.putItem(rekey.world.settings.resetRequestsTable, { ...stored, link: good, application: sha256(access) });
    expect(await mailed()).toHaveLength(1);
  });
});

let lastAddress = 44_000;
const evil = 'evil.example';
const poison = {
  Host: evil,
  'X-Forwarded-Host': evil,
  'X-Forwarded-Proto': 'https',
  'X-Forwarded-Port': '8443',
  'X-Forwarded-Prefix': `//${evil}`,
  Forwarded: `host=${evil};proto=https`,
  'X-Original-Url': `https://${evil}/`,
  'X-Rewrite-Url': `https://${evil}/`,
  'X-Host': evil,
  Origin: `https://${evil}`,
  Referer: `https://${evil}/`,
};

test('M5 Host, X-Forwarded-Host, Forwarded and absolute-form targets change no Location and no link', async () => {
  for (const product of products) {
    const letters: string[] = [];
    const answers: unknown[] = [];
    const person = await somebody(rekey, product);
    const plain = product.ask(person);
    const absolute = { ...plain, path: `http://${evil}${plain.path}` };
    for (const request of [plain, absolute, { ...absolute, headers: { ...plain.headers, ...poison } }]) {
      answers.push(await sendHttp(rekey.world.baseUrl, request, ++lastAddress));
      await rekey.deliver();
      letters.push(...links().map(({ text, token }) => text.replaceAll(token, '<token>')));
    }
    expect(answers).toEqual([answers[0], answers[0], answers[0]]);
    expect(answers[0]).toMatchObject({ status: 200 });
    expect(letters).toHaveLength(3);
    const urls = letters.map((text) => text.match(/https?:\/\/[^\s"]+/g));
    expect(urls).toEqual([urls[0], urls[0], urls[0]]);
    expect(JSON.stringify(letters)).not.toContain(evil);
    const token = await rekey.world.token(person);
    if (product !== trafficOpsProduct) {
      const request =
        product === crafterProfile
          ? product.bringToken(token)
          : studio.setPassword({ token, new: 'a pass phrase of mine' }).request;
      const headers = { ...request.headers, ...poison };
      const answer = await sendHttp(rekey.world.baseUrl, { ...request, headers }, ++lastAddress);
      expect(answer.status).toBe(200);
      expect(answer.headers.location).toMatch(new RegExp(`^${rekey.world.baseUrl}/`));
    }
  }
});

test('M5 without a public URL it is API Gateway’s own domain name that counts', async () => {
  const settings = currentSettings();
  const { publicUrl } = settings;
  Object.assign(settings, { publicUrl: null });
  const person = await somebody(rekey, crafterStudio);
  const { headers } = await rekey.send({ ...crafterStudio.ask(person), headers: poison });
  Object.assign(settings, { publicUrl });
  expect(headers.Location).toMatch(/^https:\/\/test\.execute-api\.example\.com\/api\//);
});
