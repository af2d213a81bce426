import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mintToken } from '#lib/reset/token.ts';
import type { GoldenRequest } from '#test/golden/exchange.ts';
import { callsOfPages } from '#test/page/calls-of-pages.ts';
import {
  hasPassword,
  mailedTo,
  newPerson,
  type Person,
  type Product,
  phrase,
  products,
  profileOwners,
  titled,
} from './products.ts';
import type { Letter, Rekey } from './rekey.ts';
import { startRekey } from './start-rekey.ts';

const day = 86_400_000;
const minute = 60_000;

let rekey: Rekey;
beforeAll(async () => {
  rekey = await startRekey();
});
afterAll(() => rekey.stop());

const sent = (call: GoldenRequest, fields: { [name: string]: string }) =>
  rekey.send({ ...call, headers: { ...call.headers, 'accept-language': 'en' }, body: `${new URLSearchParams(fields)}` });
const cancel = (link: string, fields = {}) => sent(callsOfPages['page/cancel-request'], { link, ...fields });
const disown = (link: string) => sent(callsOfPages['page/disown-change'], { link });
const linkIn = (letter: Letter | undefined, page: string) =>
  new RegExp(`http\\S+/reset-password/${page}#\\w+=[\\w-]{43}`).exec(letter?.text ?? '')?.[0] ?? 'no link';

/** The notice of a change that was made with a link. */
async function noticeOf(product: Product, person: Person): Promise<Letter | undefined> {
  const { token } = await mailedTo(rekey, product, person);
  expect((await product.spend(rekey, token, phrase)).status).toBe(200);
  await rekey.deliver();
  return rekey.letters().find(({ to }) => to.includes(person.email));
}

/** Asks for a link and gives how many mails came. */
async function mailsAfterAsking(product: Product, person: Person): Promise<number> {
  await rekey.send(product.ask(person));
  await rekey.deliver();
  return rekey.letters().filter(({ to }) => to.includes(person.email)).length;
}

describe.each([...products, profileOwners].map(titled))('%s', (_, product) => {
  const spend = async (token: string) => (await product.spend(rekey, token, phrase)).status;

  test('O1 the link in the reset mail ends every link of the account, and not the password', async () => {
    const person = await newPerson(rekey, product);
    const other = await rekey.world.token(person);
    const letter = await mailedTo(rekey, product, person);
    const answer = await cancel(linkIn(letter, 'cancel'));
    expect([answer.status, answer.body.includes('The request is cancelled')]).toEqual([200, true]);
    for (const token of [letter.token, other]) {
      expect(await spend(token)).toBe(product.refusal);
    }
    expect(await mailsAfterAsking(product, person)).toBe(1);
  });

  test('O1 if the owner wants that, strangers can have no mail sent for a day, and then they can', async () => {
    const person = await newPerson(rekey, product);
    const begun = rekey.clock.now;
    const answer = await cancel(linkIn(await mailedTo(rekey, product, person), 'cancel'), { hold: 'yes' });
    expect(answer.body).toContain('We will not email you for one day');
    rekey.clock.now = begun + day - minute;
    expect(await mailsAfterAsking(product, person)).toBe(0);
    rekey.clock.now = begun + day + minute;
    expect(await mailsAfterAsking(product, person)).toBe(1);
    rekey.clock.now = begun;
  });

  test('O2 the link in the notice closes the account for a day; a link that is asked for afterwards works', async () => {
    const person = await newPerson(rekey, product);
    const begun = rekey.clock.now;
    const notice = await noticeOf(product, person);
    const other = await rekey.world.token(person);
    const answer = await disown(linkIn(notice, 'not-me'));
    expect([answer.status, answer.body.includes('Your account is closed')]).toEqual([200, true]);
    expect(await spend(other)).toBe(product.refusal);
    expect(await hasPassword(rekey, person, phrase)).toBe(true);
    rekey.clock.now = begun + day - minute;
    expect(await mailsAfterAsking(product, person)).toBe(0);
    rekey.clock.now = begun + day + minute;
    expect(await spend((await mailedTo(rekey, product, person)).token)).toBe(200);
    rekey.clock.now = begun;
  });

  test('O3 a scanner that opens every link of both mails, ten times, stops nothing and touches no table', async () => {
    const person = await newPerson(rekey, product);
    const letter = await mailedTo(rekey, product, person);
    const before = await rekey.world.account(person);
    rekey.touched();
    for (const page of ['cancel', 'not-me']) {
      for (const method of ['GET', 'HEAD'] as const) {
        for (let time = 0; time < 10; time++) {
          const headers = { 'sec-purpose': 'prefetch' };
          expect((await rekey.send({ method, path: `/reset-password/${page}?token=${letter.token}`, headers })).status).toBe(200);
        }
      }
    }
    expect(rekey.touched()).toEqual([]);
    expect(await rekey.world.account(person)).toEqual(before);
    expect(await spend(letter.token)).toBe(200);
  });

  test('O3 a notice closes nothing a second time, sets no password and cancels no request', async () => {
    const person = await newPerson(rekey, product);
    const notice = linkIn(await noticeOf(product, person), 'not-me');
    const token = notice.slice(-43);
    expect(await spend(token)).toBe(product.refusal);
    expect((await cancel(token)).status).toBe(404);
    expect((await disown(notice)).status).toBe(200);
    const closed = await rekey.world.account(person);
    expect((await disown(notice)).status).toBe(404);
    expect(await rekey.world.account(person)).toEqual(closed);
  });
});

test('E5 every link that does not work gets the same answer, and a forged one changes nothing', async () => {
  const [product] = products;
  const person = await newPerson(rekey, product ?? never());
  const { token } = await mailedTo(rekey, product ?? never(), person);
  const before = await rekey.world.account(person);
  const flipped = `${token.slice(0, -1)}${token.endsWith('A') ? 'Q' : 'A'}`;
  const answers = [await cancel(flipped), await cancel(mintToken().token), await disown(token), await disown(mintToken().token)];
  const [first] = answers;
  expect(answers.map(({ status, body }) => ({ status, body }))).toEqual(answers.map(() => ({ status: 404, body: first?.body })));
  expect(await rekey.world.account(person)).toEqual(before);
});

test.each([
  ['nothing', ''],
  ['a link of another kind', `https://rekey.example/reset-password/not-me#notice=${'A'.repeat(43)}`],
  ['a part of a token', 'A'.repeat(42)],
  ['16,000 characters', 'A'.repeat(16_000)],
])('a form with %s is shown again with the reason, and reads no table', async (_, link) => {
  rekey.touched();
  const { status, body } = await cancel(link);
  expect([status, body.includes('This is not a link from our email.')]).toEqual([400, true]);
  expect(rekey.touched()).toEqual([]);
});

test('a whole link that a person pastes works as its token does', async () => {
  const [product] = products;
  const letter = await mailedTo(rekey, product ?? never(), await newPerson(rekey, product ?? never()));
  const wrapped = `https://filter.example/?u=${encodeURIComponent(linkIn(letter, 'cancel'))}`;
  expect((await cancel(wrapped)).status).toBe(200);
});

function never(): never {
  throw new Error('there are products');
}
