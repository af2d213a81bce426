import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { currentSettings } from '#lib/settings/settings.ts';
import * as studio from '#test/golden/crafter-studio/parts.ts';
import { sendHttp } from '#test/golden/send-http.ts';
import { crafterProfile, crafterStudio, newPerson, products, trafficOpsProduct } from './products.ts';
import { startWiredRekey, type WiredRekey } from './wired-rekey.ts';

let rekey: WiredRekey;
beforeAll(async () => {
  rekey = await startWiredRekey();
});
afterAll(() => rekey.stop());

/** The mails with a link. */
const links = () => rekey.letters().filter(({ token }) => token !== '');

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
    const person = await newPerson(rekey, product);
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

test('M5 without a public URL, API Gateway’s own domain name counts', async () => {
  const settings = currentSettings();
  const { publicUrl } = settings;
  Object.assign(settings, { publicUrl: null });
  const person = await newPerson(rekey, crafterStudio);
  const { headers } = await rekey.send({ ...crafterStudio.ask(person), headers: poison });
  Object.assign(settings, { publicUrl });
  expect(headers.Location).toMatch(/^https:\/\/test\.execute-api\.example\.com\/api\//);
});
