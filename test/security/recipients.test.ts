import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import * as profile from '#test/golden/crafter-profile/parts.ts';
import * as studio from '#test/golden/crafter-studio/parts.ts';
import type { GoldenRequest } from '#test/golden/exchange.ts';
import * as trafficOps from '#test/golden/traffic-ops/messages.ts';
import {
  crafterProfile,
  crafterStudio,
  hasPassword,
  newPerson,
  type Person,
  phrase,
  products,
  profileOwners,
  stateOf,
  titled,
  trafficOpsProduct,
} from './products.ts';
import type { Letter, Rekey } from './rekey.ts';
import { startRekey } from './start-rekey.ts';

let rekey: Rekey;
beforeAll(async () => {
  rekey = await startRekey();
});
afterAll(() => rekey.stop());

async function lettersAfter(requests: readonly GoldenRequest[]): Promise<Letter[]> {
  for (const request of requests) {
    await rekey.send(request);
  }
  expect(await rekey.deliver()).toBe(0);
  return rekey.letters();
}

/** The account that a mail's token opens. */
async function ownerOf({ token }: Letter): Promise<string | undefined> {
  return (await rekey.world.storedToken(token))?.accountId;
}

describe('M1', () => {
  const evil = 'evil@example.com';

  // A second person with an account. She would get a mail if a request named her as well.
  beforeAll(async () => {
    for (const product of products) {
      await newPerson(rekey, product, { email: evil });
      await rekey.world.storeAccount({ realm: product.realm, id: evil, email: evil });
    }
  });

  /** Checks that there is at most one mail, only to the person, for her own account. */
  async function expectNobodyElse(person: Person, requests: readonly GoldenRequest[]): Promise<void> {
    for (const request of requests) {
      rekey.clock.now += 3_600_000;
      const [letter, ...others] = await lettersAfter([request]);
      expect(others).toEqual([]);
      if (letter === undefined) {
        continue;
      }
      expect({ to: letter.to, owner: await ownerOf(letter) }).toEqual({ to: [person.email], owner: person.id });
      expect(letter.text.split('\r\n\r\n')[0]).not.toMatch(/^(cc|bcc):|evil/im);
    }
  }

  test('M1 no form of the address sends a mail to anyone else: traffic-ops, and crafter-profile by the page', async () => {
    const person = await newPerson(rekey, trafficOpsProduct);
    const { email } = person;
    const lists = [[email, evil], { 0: email, 1: evil }, { email, cc: evil }];
    const joined = [',', ';', ' ', ', ', '\r\n', '\n', '\0', '%0d%0aBcc:', '\r\nBcc: ', '>,<', '%00', '|', '&email='];
    const texts = joined.flatMap((joint) => [`${email}${joint}${evil}`, `${evil}${joint}${email}`]);
    const named = [
      `"${evil}" <${email}>`,
      `${evil} <${email}>`,
      `<${email}> ${evil}`,
      `${email}(${evil})`,
      `<${email}><${evil}>`,
    ];
    const duplicated = `{"email":${JSON.stringify(evil)},"email":${JSON.stringify(email)}}`;
    const more = { email, to: evil, 'email[]': evil, cc: evil, Email: evil };
    const bodies = [...[...lists, ...texts, ...named].map((given) => ({ email: given })), duplicated, more];
    await expectNobodyElse(
      person,
      bodies.map((body) => trafficOps.postReset(body)),
    );
    const owner = await newPerson(rekey, profileOwners, { email: `owner.${email}` });
    const typed = [...texts, ...named].map((text) => text.replaceAll(email, owner.email));
    const again = `realm=crafter-profile&identifier=${owner.email}&identifier=${evil}`;
    await expectNobodyElse(owner, [
      ...typed.map((text) => profileOwners.ask({ ...owner, email: text })),
      ...[again, `${again}&email=${evil}&link=https://evil.example`].map((body) => ({ ...profileOwners.ask(owner), body })),
    ]);
  });

  test('M1 no form of the username sends a mail to anyone else: crafter-studio', async () => {
    const person = await newPerson(rekey, crafterStudio);
    const { id } = person;
    const queries = [
      `${id}&email=${evil}`,
      `${id}&to=${evil}`,
      `${id}%0d%0aBcc:%20${evil}`,
      `${id},${evil}`,
      `${id}&username=${evil}`,
    ];
    const all = [...queries, `${id}&username[]=${evil}`, `${id}%26email=${evil}`, `${id}%00${evil}`];
    await expectNobodyElse(
      person,
      all.map((query) => studio.forgotPassword(`?username=${query}`).request),
    );
  });

  test('M1 no form of the call sends a mail to anyone else: crafter-profile', async () => {
    const person = await newPerson(rekey, crafterProfile);
    const bodies = [{ email: evil }, { email: [evil], to: evil }, { id: '5928ffffffffffffffffffff', username: evil, cc: evil }];
    const requests = bodies.map((body) => profile.resetPassword({ ...profile.resetFields, ...body }, person).request);
    const query = `?email=${evil}&resetPasswordUrl=http://example.com%0d%0aBcc:${evil}`;
    const withQuery = profile.resetPassword(profile.resetFields, { ...person, query }).request;
    await expectNobodyElse(person, [...requests, withQuery]);
  });
});

test.each([
  [trafficOpsProduct.realm, (email: string) => trafficOps.postReset({ email })],
  [profileOwners.realm, (email: string) => profileOwners.ask({ realm: 'crafter-profile', id: '', email })],
] as const)('M2 a look-alike matches no account, whether in the local part or in the domain: %s', async (realm, ask) => {
  const email = 'mike.strasse@kiosk.example';
  const person = await newPerson(rekey, { realm }, { email });
  const lookAlikes = [
    ...[
      'mıke.strasse',
      'MİKE.strasse',
      'mi\u0307ke.strasse',
      'mi\u212Ae.strasse',
      'ｍike.strasse',
      'mike.straße',
      'mike.stra\u1E9Ee',
    ],
    ...['mike.stra\u00ADsse', 'mi\u200Bke.strasse', 'mi\u0301ke.strasse', 'mike.strasse\u0000', 'mіke.strasse', 'mike．strasse'],
  ].map((local) => `${local}@kiosk.example`);
  const domains = ['kıosk', 'KİOSK', '\u212Aiosk', 'ｋiosk', 'ki\u00ADosk', 'kio\u017Fk', 'kiosk\u200B', 'kio\u0301sk', 'кiosk'];
  const inTheDomain = [...domains.map((domain) => `mike.strasse@${domain}.example`), 'mike.strasse@kiosk。example'];
  const requests = [...lookAlikes, ...inTheDomain].map(ask);
  expect(await lettersAfter(requests)).toEqual([]);
  const [letter, ...others] = await lettersAfter([ask('MIKE.Strasse@Kiosk.EXAMPLE')]);
  expect(others).toEqual([]);
  expect(letter?.to).toEqual([person.email]);
});

test('M2 a person with a look-alike address gets neither a mail nor a token of someone else', async () => {
  const person = await newPerson(rekey, trafficOpsProduct, { email: 'kate@example.net' });
  for (const email of ['\u212Aate@example.net', 'kate@ｅxample.net', 'KATE@EXAMPLE.NET\u00AD', 'kate\u0301@example.net']) {
    await newPerson(rekey, trafficOpsProduct, { email });
  }
  const letters = await lettersAfter([trafficOps.postReset({ email: 'kate@example.net' })]);
  expect(letters.map(({ to }) => to)).toEqual([[person.email]]);
  expect(await Promise.all(letters.map(ownerOf))).toEqual([person.id]);
});

test.each([...products, profileOwners].map(titled))(
  'M10 an account whose address bounced gets no link until the bounce is cleared, but it gets its notice: %s',
  async (_, product) => {
    const person = await newPerson(rekey, product);
    const token = await rekey.world.token(person);
    expect(await rekey.world.markUndeliverable(person.realm, person.email.toUpperCase())).toBe(1);
    expect((await rekey.world.account(person)).undeliverable).toMatchObject({ address: person.email, cause: 'bounce' });
    expect(await lettersAfter([product.ask(person)])).toEqual([]);
    expect((await product.spend(rekey, token, phrase)).status).toBe(200);
    expect(await lettersAfter([])).toMatchObject([{ to: [person.email], token: '', subject: 'Your password was changed' }]);
    expect((await rekey.world.account(person)).noticeDue).toBeNull();
    await rekey.world.storeAccount({ ...person, tenant: 'sample-tenant' });
    expect((await lettersAfter([product.ask(person)])).map(({ to }) => to)).toEqual([[person.email]]);
  },
);

test('M13 someone who names many accounts of one mailbox, in all products and spellings, can send it only ten mails an hour', async () => {
  const people = [];
  for (let number = 0; number < 8; number++) {
    for (const product of products) {
      const email = number % 2 === 0 ? 'Bombed@M13.example' : 'bombed@m13.example';
      people.push({ product, person: await newPerson(rekey, product, { email }) });
    }
  }
  const letters = await lettersAfter(people.map(({ product, person }) => product.ask(person)));
  expect(letters).toHaveLength(10);
  rekey.clock.now += 3_600_000;
  expect(await lettersAfter(people.slice(0, 1).map(({ product, person }) => product.ask(person)))).toHaveLength(1);
});

test('M12 each account of one address gets its own link that names its user, and no link opens another account', async () => {
  const email = 'shared@example.com';
  const ann = await newPerson(rekey, trafficOpsProduct, { email });
  const ben = await newPerson(rekey, trafficOpsProduct, { email });
  await newPerson(rekey, crafterStudio, { email });
  await newPerson(rekey, trafficOpsProduct, { email, enabled: false });
  const letters = await lettersAfter([trafficOps.postReset({ email })]);
  expect(letters.map(({ to }) => to)).toEqual([[email], [email]]);
  const owned = await Promise.all(letters.map(async (letter) => [await ownerOf(letter), letter] as const));
  for (const [person, other] of [
    [ann, ben],
    [ben, ann],
  ] as const) {
    const letter = owned.find(([owner]) => owner === person.id)?.[1];
    expect(letter?.text).toMatch(new RegExp(`\\b${person.id}\\b`));
    expect(letter?.text).not.toMatch(new RegExp(`\\b${other.id}\\b`));
    const before = await stateOf(rekey, other);
    expect((await trafficOpsProduct.spend(rekey, letter?.token ?? '', phrase)).status).toBe(200);
    expect(await hasPassword(rekey, person, phrase)).toBe(true);
    expect(await stateOf(rekey, other)).toEqual(before);
  }
});

test('M12 each profile of one address gets its own link, in all tenants whose people ask for themselves and in no other', async () => {
  const email = 'shared.profile@example.com';
  const people = [];
  for (const tenant of ['sample-tenant', 'strict-tenant', 'foreign-tenant']) {
    people.push(await newPerson(rekey, profileOwners, { email, tenant, username: `user of ${tenant}` }));
  }
  const asked = profileOwners.ask({ realm: 'crafter-profile', id: '', email: email.toUpperCase() });
  const letters = (await lettersAfter([asked])).filter(({ to }) => to.includes(email));
  const [ann, ben] = people;
  expect(new Set(await Promise.all(letters.map(ownerOf)))).toEqual(new Set([ann?.id, ben?.id]));
  const [one, other] = letters;
  expect(letters.map(({ text }) => /user of [a-z]+-tenant/.exec(text)?.[0]).sort()).toEqual([
    'user of sample-tenant',
    'user of strict-tenant',
  ]);
  const owner = one === undefined ? undefined : await ownerOf(one);
  expect((await profileOwners.spend(rekey, one?.token ?? '', phrase)).status).toBe(200);
  for (const person of people) {
    expect(await hasPassword(rekey, person, phrase)).toBe(person.id === owner);
  }
  expect((await rekey.send(profileOwners.bringToken(other?.token ?? ''))).status).toBe(200);
});
