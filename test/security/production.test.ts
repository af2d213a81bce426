import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sha256 } from '#lib/reset/token.ts';
import * as profile from '#test/golden/crafter-profile/parts.ts';
import { crafterProfile, newPerson } from './products.ts';
import type { Rekey } from './rekey.ts';
import { startRekey } from './start-rekey.ts';

// Behaviour that Rekey shows only outside of the demo. `npm run test:production` runs all security tests against such a Rekey.

const access = 'the access token of an application in production';
const plain = 'http://app.example/reset';
const secure = 'https://app.example/reset';

let rekey: Rekey;
beforeAll(async () => {
  rekey = await startRekey({}, { demo: false });
  await rekey.world.storeApplication(access, { resetPasswordUrls: [plain, secure] });
});
afterAll(() => rekey.stop());

const ask = (id: string, resetPasswordUrl: string) =>
  rekey.send(profile.resetPassword({ accessTokenId: access, resetPasswordUrl }, { id }).request);

async function linksMailed() {
  expect(await rekey.deliver()).toBe(0);
  return rekey.letters().filter(({ token }) => token !== '');
}

test('M6 a link over plain http is refused even if the application lists it, without a token or a mail', async () => {
  const { id, realm } = await newPerson(rekey, crafterProfile);
  expect((await ask(id, plain)).status).toBe(400);
  expect(await rekey.world.resetRequest({ realm, asker: 'application', identifier: id })).toBeUndefined();
  expect(await linksMailed()).toEqual([]);
  expect((await ask(id, secure)).status).toBe(200);
  expect(await linksMailed()).toHaveLength(1);
});

test('M6 K10 the mailer mails no link over plain http, wherever the request comes from', async () => {
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
    application: sha256(access),
  } as const;
  await rekey.world.storeResetRequest({ ...stored, link: plain });
  expect(await linksMailed()).toEqual([]);
  await rekey.world.storeResetRequest({ ...stored, link: secure });
  expect(await linksMailed()).toHaveLength(1);
});
