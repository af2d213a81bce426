import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { crafterStudio, newPerson, trafficOpsProduct } from './products.ts';
import type { Rekey } from './rekey.ts';
import { startRekey } from './start-rekey.ts';

const second = 1000;
const minute = 60 * second;
const linkMinutes = 5;

let rekey: Rekey;
beforeAll(async () => {
  rekey = await startRekey({ REKEY_TOKEN_LIFETIME_MINUTES: `${linkMinutes}` });
});
afterAll(() => rekey.stop());

test.each([crafterStudio, trafficOpsProduct].map((product) => [product.realm, product] as const))(
  'M7 the owner has a link that works even if a stranger asks all the time and links live five minutes: %s',
  async (_, product) => {
    const person = await newPerson(rekey, product);
    const mailTimes: number[] = [];
    let newest = '';
    for (let asked = 0; asked < 60; asked++) {
      expect((await rekey.send(product.ask(person))).status).toBe(200);
      await rekey.deliver();
      const letters = rekey.letters().filter(({ to }) => to.includes(person.email));
      mailTimes.push(...letters.map(() => rekey.clock.now));
      newest = letters.at(-1)?.token ?? newest;
      expect((await rekey.send(product.bringToken(newest))).status).toBe(200);
      rekey.clock.now += 20 * second;
    }
    const mostInOneLife = mailTimes.map(
      (from) => mailTimes.filter((at) => at >= from && at < from + linkMinutes * minute).length,
    );
    expect(Math.max(...mostInOneLife)).toBe(10);
    expect(mailTimes.length).toBeGreaterThan(30);
  },
);
