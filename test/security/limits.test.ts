import { afterAll, beforeAll, expect, test } from '@jest/globals';
import * as profile from '#test/golden/crafter-profile/parts.ts';
import * as studio from '#test/golden/crafter-studio/parts.ts';
import * as trafficOps from '#test/golden/traffic-ops/messages.ts';
import { crafterProfile, crafterStudio, type Product, somebody, trafficOpsProduct } from './products.ts';
import type { Rekey } from './rekey.ts';
import { startRekey } from './start-rekey.ts';

/** Milliseconds; for a machine that has much else to do. */
const slowly = 60_000;
const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

let rekey: Rekey;
beforeAll(async () => {
  rekey = await startRekey();
});
afterAll(() => rekey.stop());

/** Asks ten times at once, and again after a few seconds, after most of a minute, and now and then after most of an hour. */
async function askManyTimes(product: Product, bursts: number): Promise<{ mailTimes: number[]; answers: Set<string> }> {
  const person = await somebody(rekey, product);
  const mailTimes: number[] = [];
  const answers = new Set<string>();
  for (let burst = 1; burst <= bursts; burst++) {
    const ten = Array.from({ length: 10 }, () => rekey.send(product.ask(person)));
    for (const answer of await Promise.all(ten)) {
      answers.add(JSON.stringify(answer));
    }
    await rekey.deliver();
    mailTimes.push(...rekey.letters().map(() => rekey.clock.now));
    rekey.clock.now += burst % 15 === 0 ? 49 * minute : burst % 2 === 0 ? 7 * second : 55 * second;
  }
  return { mailTimes, answers };
}

const mostWithin = (times: readonly number[], window: number) =>
  Math.max(...times.map((start) => times.filter((time) => time >= start && time < start + window).length));

test.each([
  ['crafter-profile', crafterProfile],
  ['crafter-studio', crafterStudio],
  ['traffic-ops', trafficOpsProduct],
] as const)(
  'M7 two hundred requests with %s for one account: three mails a minute and ten in the life of a link, every answer neutral',
  async (_, product) => {
    const { mailTimes, answers } = await askManyTimes(product, 20);
    expect(mostWithin(mailTimes, minute)).toBe(3);
    expect(mostWithin(mailTimes, hour)).toBe(10);
    expect(answers.size).toBe(1);
    expect(JSON.parse([...answers][0] ?? '').status).toBe(200);
  },
  slowly,
);

test('M7 variants of an address and of a profile’s id share the count', async () => {
  const { email } = await somebody(rekey, trafficOpsProduct);
  const variants = [
    email,
    email.toUpperCase(),
    ` ${email}\t`,
    `<${email}>`,
    `Foo Bar <${email}>`,
    `"Foo" <${email.toUpperCase()}> `,
  ];
  for (const variant of variants) {
    expect((await rekey.send(trafficOps.postReset({ email: variant }))).status).toBe(200);
  }
  await rekey.deliver();
  expect(rekey.letters()).toHaveLength(3);
  const profile = await somebody(rekey, crafterProfile);
  for (const id of [profile.id, profile.id.toUpperCase(), profile.id.replace('abc', 'AbC'), profile.id]) {
    expect((await rekey.send(crafterProfile.ask({ ...profile, id }))).status).toBe(200);
  }
  await rekey.deliver();
  expect(rekey.letters()).toHaveLength(3);
});

test('F7 a made-up access token stores nothing but the count of its address', async () => {
  const person = await somebody(rekey, crafterProfile);
  rekey.touched();
  for (const madeUp of ['made up 1', 'made up 2', 'made up 3']) {
    const fields = { ...profile.resetFields, accessTokenId: madeUp };
    expect((await rekey.send(profile.resetPassword(fields, person).request, 43_000)).status).toBe(403);
  }
  expect(rekey.touched().filter(({ isWrite }) => isWrite)).toEqual(Array(3).fill({ table: 'limits', isWrite: true }));
});

test('E6 with concealment off the documented 403 and 404 are given, and an address harvests no more than its limit', async () => {
  const known = await somebody(rekey, crafterStudio);
  const ldap = await somebody(rekey, crafterStudio, { externallyManaged: true });
  const limit = rekey.world.settings.requestsPerFiveMinutes;
  const names = Array.from({ length: limit + 20 }, (_, index) => [known.id, ldap.id, 'nobody'][index % 3] ?? '');
  const statuses: number[] = [];
  for (const name of names) {
    statuses.push((await rekey.send(studio.forgotPassword(`?username=${name}`).request, 42_000)).status);
  }
  expect(new Set(statuses.filter((_, index) => index < limit && index % 3 === 0))).toEqual(new Set([200]));
  expect(new Set(statuses.filter((_, index) => index < limit && index % 3 === 1))).toEqual(new Set([403]));
  expect(new Set(statuses.filter((_, index) => index < limit && index % 3 === 2))).toEqual(new Set([404]));
  expect(statuses.slice(limit)).toEqual(Array(20).fill(429));
});
