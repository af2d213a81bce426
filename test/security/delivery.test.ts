import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { accountKey } from '#lib/dynamo/account-item.ts';
import { resetRequestKey } from '#lib/dynamo/reset-request-item.ts';
import { metrics } from '#lib/runtime/log.ts';
import {
  crafterStudio,
  hasPassword,
  mailedTo,
  newPerson,
  type Person,
  type Product,
  phrase,
  products,
  trafficOpsProduct,
} from './products.ts';
import { type Fault, jsonError, mailError } from './start-line.ts';
import { startWiredRekey, type WiredRekey } from './wired-rekey.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

let rekey: WiredRekey;
beforeAll(async () => {
  rekey = await startWiredRekey();
  // The SDK waits for a random part of a second before it tries again.
  jest.spyOn(Math, 'random').mockReturnValue(1e-9);
});
afterAll(() => rekey.stop());
afterEach(async () => {
  rekey.mail.fault = () => undefined;
  rekey.database.fault = () => undefined;
  await rekey.deliver();
  rekey.letters();
});

const ids = products.map((product) => [product.realm, product] as const);

const links = () => rekey.letters().filter(({ token }) => token !== '');
const recipients = () => rekey.letters().map(({ to }) => to.join());

/** The stored request of the person. */
async function requestOf({ realm, id, email }: Person): Promise<{ [attribute: string]: unknown }> {
  const asker = realm === 'crafter-profile' ? 'application' : 'anonymous';
  const key = resetRequestKey({ realm, asker, identifier: realm === 'traffic-ops' ? email : id });
  const client = new DynamoDBClient({});
  const { Item = {} } = await client.send(
    new GetItemCommand({ TableName: rekey.world.settings.resetRequestsTable, Key: marshall(key), ConsistentRead: true }),
  );
  client.destroy();
  return unmarshall(Item);
}

const outages: readonly (readonly [string, Fault])[] = [
  ['throttles', mailError(400, 'Throttling')],
  ['fails', mailError(500, 'InternalFailure')],
  ['hangs up', 'lost'],
];

test.each(outages)(
  'M8 if SES %s for ten minutes, every answer is as usual and every mail goes out afterwards',
  async (_, fault) => {
    const usual = await Promise.all(products.map(askedByANewPerson));
    await rekey.deliver();
    rekey.letters();

    rekey.mail.fault = () => fault;
    const people: Person[] = [];
    for (const asks of [true, false, false, false, true]) {
      if (asks) {
        const asked = await Promise.all(products.map(askedByANewPerson));
        expect(asked.map(({ answer }) => answer)).toEqual(usual.map(({ answer }) => answer));
        people.push(...asked.map(({ person }) => person));
      }
      expect(await rekey.deliver()).toBe(people.length);
      rekey.clock.now += 2 * minute;
    }
    expect(rekey.letters()).toEqual([]);

    rekey.mail.fault = () => undefined;
    expect(await rekey.deliver()).toBe(0);
    const letters = rekey.letters();
    expect(letters.map(({ to }) => to.join()).toSorted()).toEqual(people.map(({ email }) => email).toSorted());
    for (const [index, product] of products.entries()) {
      const token = letters.find(({ to }) => to.includes(people[index]?.email ?? ''))?.token ?? '';
      expect((await product.spend(rekey, token, phrase)).status).toBe(200);
    }
  },
);

/** The answer without anything that names the person. */
async function askedByANewPerson(product: Product) {
  const person = await newPerson(rekey, product);
  const { status, headers } = await rekey.send(product.ask(person));
  return { person, answer: { status, headers: Object.keys(headers) } };
}

test.each(ids)('M8 no mail goes out after its link has expired: %s', async (_, product) => {
  const [late, tooLate] = [await newPerson(rekey, product), await newPerson(rekey, product)];
  rekey.mail.fault = () => mailError(400, 'Throttling');
  await rekey.send(product.ask(tooLate));
  expect(await rekey.deliver()).toBe(1);
  rekey.clock.now += 1000;
  await rekey.send(product.ask(late));
  rekey.clock.now += 60 * minute - 1000;
  rekey.mail.fault = () => undefined;
  expect(await rekey.deliver()).toBe(0);
  expect(recipients()).toEqual([late.email]);
  expect(await requestOf(tooLate)).toMatchObject({ mailedFor: 1 });
});

test.each(ids)(
  'M8 a mail that SES refuses permanently is marked and counted, and does not delay the others: %s',
  async (_, product) => {
    const counted = jest.spyOn(metrics, 'addMetric');
    const [refused, other] = [await newPerson(rekey, product), await newPerson(rekey, product)];
    for (const person of [refused, other]) {
      await rekey.send(product.ask(person));
    }
    rekey.mail.fault = ({ body }) =>
      body.includes(encodeURIComponent(refused.email)) ? mailError(400, 'MessageRejected') : undefined;
    expect(await rekey.deliver()).toBe(0);
    expect(recipients()).toEqual([other.email]);
    expect(await requestOf(refused)).toMatchObject({ mailedFor: 1, failedFor: 1, failureReason: 'SES: MessageRejected' });
    expect(counted.mock.calls.filter(([name]) => name === 'MailsFailed')).toHaveLength(1);
    counted.mockRestore();
  },
);

/** Makes an account that no code can read. */
async function makeUnreadable(person: Person): Promise<void> {
  const { realm, id, email } = person;
  const state = { enabled: true, externallyManaged: false, tenant: 'sample-tenant', createdOn: 'yesterday' };
  const address = `${realm}#${email}`;
  await rekey.world.putItem(rekey.world.settings.accountsTable, { ...accountKey(person), realm, id, email, address, ...state });
}

test.each(ids)(
  'M8 a record that always fails is tried five times at the stream’s pace, and does not delay the others: %s',
  async (_, product) => {
    const poisoned = await newPerson(rekey, product);
    const others = await Promise.all(Array.from({ length: 12 }, () => newPerson(rekey, product)));
    for (const person of [poisoned, ...others]) {
      await rekey.send(product.ask(person));
    }
    await makeUnreadable(poisoned);
    // The write that counts a failure must not order another mail: one delivery adds one failure.
    for (let failure = 1; failure < 5; failure++) {
      expect(await rekey.deliver()).toBeGreaterThan(0);
      expect(await requestOf(poisoned)).toMatchObject({ failures: failure });
    }
    expect(recipients().toSorted()).toEqual(
      others
        .slice(0, 9)
        .map(({ email }) => email)
        .toSorted(),
    );
    expect(await rekey.deliver()).toBe(0);
    expect(recipients().toSorted()).toEqual(
      others
        .slice(9)
        .map(({ email }) => email)
        .toSorted(),
    );
    expect(await requestOf(poisoned)).toMatchObject({ failedFor: 1, failureReason: '$ZodError' });
  },
);

test('M8 a notice that fails for an unknown reason is tried five times and no more', async () => {
  const person = await newPerson(rekey, crafterStudio);
  expect((await crafterStudio.spend(rekey, await rekey.world.token(person), phrase)).status).toBe(200);
  rekey.database.fault = ({ operation, body }) =>
    operation === 'GetItem' && body.includes(person.id) ? jsonError(400, 'ValidationException') : undefined;
  for (let failure = 1; failure < 5; failure++) {
    expect(await rekey.deliver()).toBeGreaterThan(0);
  }
  expect(await rekey.deliver()).toBe(0);
  rekey.database.fault = () => undefined;
  expect((await rekey.world.account(person)).noticeDue).toBeNull();
  expect(rekey.letters()).toEqual([]);
});

describe.each(ids)('%s', (_, product) => {
  test('M9 a record that is delivered twice or replayed a day later sends only one mail or notice', async () => {
    const seen = rekey.records.length;
    const person = await newPerson(rekey, product);
    const { token } = await mailedTo(rekey, product, person);
    expect((await product.spend(rekey, token, phrase)).status).toBe(200);
    await rekey.deliver();
    expect(recipients()).toEqual([person.email]);
    for (const later of [0, 30 * minute, day]) {
      rekey.clock.now += later;
      rekey.replay(seen);
      rekey.replay(seen);
      expect(await rekey.deliver()).toBe(0);
      expect(rekey.letters()).toEqual([]);
    }
    expect(await hasPassword(rekey, person, phrase)).toBe(true);
  });

  test('M9 if the outcome of the first attempt is unknown there may be two mails, and both links work', async () => {
    const person = await newPerson(rekey, product);
    await rekey.send(product.ask(person));
    rekey.database.fault = ({ operation, body }) =>
      operation === 'UpdateItem' && body.includes('mailedFor') ? jsonError(500, 'InternalServerError') : undefined;
    expect(await rekey.deliver()).toBe(1);
    rekey.database.fault = () => undefined;
    expect(await rekey.deliver()).toBe(0);
    const tokens = links().map(({ token }) => token);
    expect(new Set(tokens).size).toBe(2);
    if (product.realm !== 'crafter-profile') {
      for (const token of tokens) {
        expect((await rekey.send(product.bringToken(token))).status).toBe(200);
      }
    }
    expect((await product.spend(rekey, tokens[0] ?? '', phrase)).status).toBe(200);
  });

  test('M11 after a change a notice goes to the stored address, with the time and without the password', async () => {
    const person = await newPerson(rekey, product);
    rekey.clock.now = Date.UTC(2030, 1, 3, 4, 5) + (rekey.clock.now % 60_000);
    await rekey.world.storeAccount({ ...person, tenant: 'sample-tenant' });
    expect((await product.spend(rekey, await rekey.world.token(person), phrase)).status).toBe(200);
    const [notice, ...others] = await noticesNow();
    expect(others).toEqual([]);
    expect(notice).toMatchObject({ to: [person.email], subject: 'Your password was changed', token: '' });
    expect(notice?.text).toMatch(/2030.*0?4:05|0?4:05.*2030/);
    expect(notice?.text).toMatch(/did not make this change/i);
    expect(notice?.text).not.toContain(phrase);
    expect(notice?.text).not.toContain(await rekey.world.passwordHash(person));
  });
});

async function noticesNow() {
  expect(await rekey.deliver()).toBe(0);
  return rekey.letters();
}

test('M9 no mail is lost if an answer of SES is lost', async () => {
  const person = await newPerson(rekey, trafficOpsProduct);
  await rekey.send(trafficOpsProduct.ask(person));
  rekey.mail.calls.length = 0;
  rekey.mail.fault = ({ number }) => (number === 1 ? 'answer-lost' : undefined);
  expect(await rekey.deliver()).toBe(0);
  const letters = links();
  expect(letters.length).toBeGreaterThanOrEqual(1);
  expect((await trafficOpsProduct.spend(rekey, letters[0]?.token ?? '', phrase)).status).toBe(200);
});
