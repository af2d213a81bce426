import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sha256 } from '#lib/reset/token.ts';
import * as profile from '#test/golden/crafter-profile/parts.ts';
import { crafterProfile, newPerson } from './products.ts';
import type { Rekey } from './rekey.ts';
import { startRekey } from './start-rekey.ts';

let rekey: Rekey;
beforeAll(async () => {
  rekey = await startRekey();
});
afterAll(() => rekey.stop());

/** The mails with a link. */
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

  test.each(evil.map((url) => [JSON.stringify(url), url]))('M6 %s is refused, without a token or a mail', async (_, url) => {
    const { id, realm } = await newPerson(rekey, crafterProfile);
    rekey.touched();
    expect((await ask(id, url)).status).toBe(400);
    expect(await rekey.deliver()).toBe(0);
    expect(rekey.letters()).toEqual([]);
    expect(rekey.touched().filter(({ table, isWrite }) => isWrite && table !== 'limits')).toEqual([]);
    const request = await rekey.world.resetRequest({ realm, asker: 'application', identifier: id });
    expect(request).toBeUndefined();
  });

  test('M6 the link that is mailed is exactly the link that was checked', async () => {
    for (const url of [good, `${good}/page?a=b&c`, `${good}#/route`]) {
      const { id } = await newPerson(rekey, crafterProfile);
      expect((await ask(id, url)).status).toBe(200);
      await rekey.deliver();
      const [letter] = rekey.letters();
      const joint = url.includes('?') ? '&' : '?';
      expect(letter?.text.split(/\s+/)).toContain(`${url}${joint}tokenId=${letter?.token}`);
    }
  });

  test('M6 K10 a request that was stored without the check mails no link that the application may not send', async () => {
    const { id } = await newPerson(rekey, crafterProfile);
    const stored = {
      realm: 'crafter-profile',
      asker: 'application',
      identifier: id,
      typed: id,
      requestId: 'x',
      requestedAt: rekey.clock.now,
      languages: '',
      timeZone: null,
      device: null,
      sequence: 1,
      mailedFor: 0,
    } as const;
    for (const link of ['https://evil.example/reset', `${good}@evil.example`, null]) {
      await rekey.world.storeResetRequest({ ...stored, link, application: sha256(access) });
      expect(await mailed()).toEqual([]);
    }
    await rekey.world.storeResetRequest({ ...stored, link: good, application: sha256('another') });
    expect(await mailed()).toEqual([]);
    await rekey.world.storeResetRequest({ ...stored, link: good, application: sha256(access) });
    expect(await mailed()).toHaveLength(1);
  });
});
