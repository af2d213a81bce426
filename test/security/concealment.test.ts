import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import * as fc from 'fast-check';
import { forgotPassword } from '#test/golden/crafter-studio-v2/parts.ts';
import { addressOf } from '#test/golden/send-event.ts';
import { callsOfPages } from '#test/page/calls-of-pages.ts';
import { startMemoryRekey } from './memory-rekey.ts';
import { crafterStudio, newPerson, type Person, type Product, profileOwners, trafficOpsProduct } from './products.ts';
import type { Rekey } from './rekey.ts';
import { seed } from './seed.ts';
import { startRekey } from './start-rekey.ts';

const hour = 3_600_000;

const settings = { REKEY_CONCEAL_STUDIO_ACCOUNTS: 'true', REKEY_REQUESTS_PER_FIVE_MINUTES: '20' };

let rekey: Rekey;
/** These tests use ports in memory, because the clients of the wire protocols have their own timers. */
let inMemory: Rekey;
beforeAll(async () => {
  // The Rekey that starts last controls the clock.
  inMemory = await startMemoryRekey(settings);
  rekey = process.env.TEST_LANE === 'slow' ? await startRekey(settings) : inMemory;
});
afterAll(() => rekey.stop());

const ask = (product: Product, person: Person, address?: number) => rekey.send(product.ask(person), address);
const nobody = ({ realm }: Product): Person => ({ realm, id: 'nobody', email: 'nobody@example.com' });

async function acceptedRequests({ realm, id, email }: Person): Promise<number> {
  const identifier = realm === 'crafter-studio' ? id : email;
  const request = await rekey.world.resetRequest({ realm, asker: 'anonymous', identifier });
  return request?.sequence ?? 0;
}

/** The same request from the page, which conceals accounts whatever the settings say. */
const byPage = (product: Product): Product => ({
  ...product,
  ask: ({ realm, id, email }) => ({
    ...callsOfPages['page/ask-for-link'],
    body: `${new URLSearchParams({ realm, identifier: realm === 'crafter-studio' ? id : email })}`,
  }),
});

/** The same request from Studio's own login page, whose answer never tells. */
const byLoginPage: Product = {
  ...crafterStudio,
  ask: ({ id }) => forgotPassword(`?username=${encodeURIComponent(id)}`).request,
};

const ways = [
  { way: 'crafter-studio', product: crafterStudio },
  { way: 'traffic-ops', product: trafficOpsProduct },
  { way: 'crafter-studio, by the page', product: byPage(crafterStudio) },
  { way: 'traffic-ops, by the page', product: byPage(trafficOpsProduct) },
  { way: 'crafter-profile, by the page', product: profileOwners },
  { way: 'crafter-studio, by Studio’s login page', product: byLoginPage },
].map((each, index) => ({ ...each, firstAddress: 40_000 + 10 * index }));

describe.each(ways)('$way', ({ product, firstAddress }) => {
  const { realm } = product;

  test('E1 the answer is neutral for an account that is unknown, known, disabled, externally managed, without address, bounced or throttled, and if mail is down', async () => {
    const person: Person = { realm, id: `person-${firstAddress}`, email: `person-${firstAddress}@example.com` };
    const whenAsked = async (count = 1) => {
      rekey.clock.now += hour;
      let answer = '';
      for (let time = 0; time < count; time++) {
        answer = JSON.stringify(await ask(product, person));
      }
      await rekey.deliver();
      return { answer, mails: rekey.letters().length };
    };
    const unknown = await whenAsked();
    const account = { ...person, tenant: 'sample-tenant' };
    await rekey.world.storeAccount(account);
    const known = await whenAsked();
    await rekey.world.storeAccount({ ...account, enabled: false });
    const disabled = await whenAsked();
    await rekey.world.storeAccount({ ...account, externallyManaged: true });
    const externallyManaged = await whenAsked();
    await rekey.world.storeAccount({ ...account, email: null });
    const withoutAddress = await whenAsked();
    await rekey.world.storeAccount(account);
    await rekey.world.markUndeliverable(realm, person.email);
    const bounced = await whenAsked();
    await rekey.world.storeAccount(account);
    const throttled = await whenAsked(5);
    rekey.outage({ mail: true });
    const mailDown = await whenAsked();
    rekey.outage({});

    const all = [unknown, known, disabled, externallyManaged, withoutAddress, bounced, throttled, mailDown];
    // A disabled profile can get a new password.
    const ofDisabled = realm === 'crafter-profile' ? 1 : 0;
    expect(all.map(({ mails }) => mails)).toEqual([0, 1, ofDisabled, 0, 0, 0, 3, 0]);
    expect(JSON.parse(known.answer)).toMatchObject({ status: 200 });
    expect(new Set(all.map(({ answer }) => answer))).toEqual(new Set([known.answer]));
    expect(await rekey.deliver()).toBe(0);
    expect(rekey.letters()).toHaveLength(1);
  });

  test('E2 works while the accounts table is down: the table is not read, and the mail goes out when it is up again', async () => {
    const person = await newPerson(rekey, product);
    const before = await ask(product, await newPerson(rekey, product));
    await rekey.deliver();
    rekey.letters();
    rekey.touched();
    rekey.outage({ tables: ['accounts'] });
    for (const { status, headers } of [await ask(product, person), await ask(product, nobody(product))]) {
      expect({ status, headers: Object.keys(headers) }).toEqual({ status: 200, headers: Object.keys(before.headers) });
    }
    expect(rekey.touched().filter(({ table }) => table === 'accounts')).toEqual([]);
    expect(await rekey.deliver()).toBe(2);
    rekey.outage({});
    expect(await rekey.deliver()).toBe(0);
    expect(rekey.letters().map(({ to }) => to)).toEqual([[person.email]]);
  });

  test('E3 makes the same calls in the same order for a known and an unknown account, and never waits', async () => {
    const unknown: Person = { realm, id: `stranger-${firstAddress}`, email: `stranger-${firstAddress}@example.com` };
    const whenAsked = async (person: Person) => {
      inMemory.touched();
      const timers = jest.spyOn(globalThis, 'setTimeout');
      const { status } = await inMemory.send(product.ask(person));
      const waits = timers.mock.calls.length;
      timers.mockRestore();
      return { status, waits, touched: inMemory.touched() };
    };
    const known = await newPerson(inMemory, product);
    const asked = await whenAsked(unknown);
    expect(asked).toEqual({
      status: 200,
      waits: 0,
      touched: expect.arrayContaining([{ table: 'resetRequests', isWrite: true }]),
    });
    expect(await whenAsked(known)).toEqual(asked);
    expect(await whenAsked(known)).toEqual(await whenAsked(unknown));
  });

  test('E4 throttles a known and an unknown account in the same way', async () => {
    const people = [
      await newPerson(rekey, product),
      { ...nobody(product), id: `nobody-${firstAddress}`, email: `nobody-${firstAddress}@example.com` },
    ];
    for (let time = 0; time < 5; time++) {
      for (const person of people) {
        expect((await ask(product, person)).status).toBe(200);
      }
    }
    expect(await Promise.all(people.map((person) => acceptedRequests(person)))).toEqual([3, 3]);
  });

  test('E4 counts and refuses a client address in the same way for a known and an unknown account', async () => {
    const people = [await newPerson(rekey, product), nobody(product)];
    for (const [index, person] of people.entries()) {
      const address = firstAddress + index;
      const limit = rekey.world.settings.requestsPerFiveMinutes;
      const statuses: number[] = [];
      for (let time = 0; time <= limit; time++) {
        statuses.push((await ask(product, person, address)).status);
      }
      expect(statuses).toEqual([...Array(limit).fill(200), 429]);
    }
    // Both requests use the same words and the same client address, so only the account differs.
    const person = await newPerson(rekey, product);
    const known = await ask(product, person, firstAddress);
    await rekey.world.storeAccount({ ...person, enabled: false, email: null });
    expect(known.status).toBe(429);
    expect(await ask(product, person, firstAddress)).toEqual(known);
  });

  test(`E4 a request that is refused for its client address does not count against the account (seed ${seed})`, async () => {
    const blocked = firstAddress + 1_000;
    const key = `address#${addressOf(blocked)}`;
    await rekey.world.countRequests(key, rekey.world.settings.requestsPerFiveMinutes);
    const from = fc.array(fc.constantFrom('blocked', 'elsewhere'), { minLength: 1, maxLength: 8 });
    const check = fc.asyncProperty(from, fc.boolean(), async (addresses, isKnown) => {
      const person = await newPerson(rekey, product, isKnown ? {} : { enabled: false });
      for (const address of addresses) {
        const { status } = await ask(product, person, address === 'blocked' ? blocked : undefined);
        expect(status).toBe(address === 'blocked' ? 429 : 200);
      }
      const admitted = addresses.filter((address) => address === 'elsewhere').length;
      expect(await acceptedRequests(person)).toBe(Math.min(admitted, 3));
    });
    await fc.assert(check, { seed, numRuns: 20 });
  });
});
