import { afterAll, beforeAll, expect, test } from '@jest/globals';
import * as profile from '#test/golden/crafter-profile/parts.ts';
import * as studio from '#test/golden/crafter-studio/parts.ts';
import * as trafficOps from '#test/golden/traffic-ops/messages.ts';
import { crafterProfile, crafterStudio, newPerson, type Product, trafficOpsProduct } from './products.ts';
import type { Rekey } from './rekey.ts';
import { startRekey } from './start-rekey.ts';

/** Milliseconds, enough for a busy machine. */
const slowly = 60_000;
const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

let rekey: Rekey;
beforeAll(async () => {
  rekey = await startRekey();
});
afterAll(() => rekey.stop());

/** Sends ten requests at once, then waits a few seconds, most of a minute or sometimes most of an hour, and sends more. */
async function askManyTimes(product: Product, bursts: number): Promise<{ mailTimes: number[]; answers: Set<string> }> {
  const person = await newPerson(rekey, product);
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
  'M7 two hundred requests with %s for one account send three mails a minute and ten in the life of a link, and every answer is neutral',
  async (_, product) => {
    const { mailTimes, answers } = await askManyTimes(product, 20);
    expect(mostWithin(mailTimes, minute)).toBe(3);
    expect(mostWithin(mailTimes, hour)).toBe(10);
    expect(answers.size).toBe(1);
    expect(JSON.parse([...answers][0] ?? '').status).toBe(200);
  },
  slowly,
);

test('M7 variants of an address or of a profile’s id share one count', async () => {
  const { email } = await newPerson(rekey, trafficOpsProduct);
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
  const profile = await newPerson(rekey, crafterProfile);
  for (const id of [profile.id, profile.id.toUpperCase(), profile.id.replace('abc', 'AbC'), profile.id]) {
    expect((await rekey.send(crafterProfile.ask({ ...profile, id }))).status).toBe(200);
  }
  await rekey.deliver();
  expect(rekey.letters()).toHaveLength(3);
});

test('F7 a made-up access token stores nothing except the count of its client address', async () => {
  const person = await newPerson(rekey, crafterProfile);
  rekey.touched();
  for (const madeUp of ['made up 1', 'made up 2', 'made up 3']) {
    const fields = { ...profile.resetFields, accessTokenId: madeUp };
    expect((await rekey.send(profile.resetPassword(fields, person).request, 43_000)).status).toBe(403);
  }
  expect(rekey.touched().filter(({ isWrite }) => isWrite)).toEqual(Array(3).fill({ table: 'limits', isWrite: true }));
});

test('E6 if concealment is off, the documented 403 and 404 are given, and a client address cannot harvest more than its limit', async () => {
  const known = await newPerson(rekey, crafterStudio);
  const ldap = await newPerson(rekey, crafterStudio, { externallyManaged: true });
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
