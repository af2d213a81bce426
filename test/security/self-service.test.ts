import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sha256 } from '#lib/reset/token.ts';
import { ownAccessToken } from '#test/golden/world.ts';
import { callOfPage } from '#test/page/calls-of-pages.ts';
import { crafterProfile, hasPassword, mailedTo, newPerson, type Person, phrase, profileOwners, stateOf } from './products.ts';
import type { Rekey } from './rekey.ts';
import { startRekey } from './start-rekey.ts';

const minute = 60_000;

let rekey: Rekey;
beforeAll(async () => {
  rekey = await startRekey();
});
afterAll(() => rekey.stop());

const linksTo = async ({ email }: Person) => {
  await rekey.deliver();
  return rekey.letters().filter(({ to, token }) => to.includes(email) && token !== '');
};

describe('a link of Crafter Profile that its owner asked for', () => {
  test('leads to Rekey’s own page, and the notice of the new password to its form', async () => {
    const person = await newPerson(rekey, profileOwners);
    const { text, token } = await mailedTo(rekey, profileOwners, person);
    expect(text).toContain(`${rekey.world.baseUrl}/reset-password#realm=crafter-profile&token=${token}`);
    expect((await profileOwners.spend(rekey, token, phrase)).body).toBe('{"message":"OK"}');
    expect(await hasPassword(rekey, person, phrase)).toBe(true);
    await rekey.deliver();
    const notice = rekey.letters().find(({ to }) => to.includes(person.email));
    expect(notice?.text).toContain(`${rekey.world.baseUrl}/forgot-password?realm=crafter-profile`);
  });

  test('has its form in no notice to a profile of another tenant, because an application asks for its people', async () => {
    const person = await newPerson(rekey, crafterProfile, { tenant: 'foreign-tenant' });
    await rekey.world.storeApplication('the access token of a foreign tenant', {});
    const change = crafterProfile.bringToken(await rekey.world.token(person));
    const body = `${change.body}`.replace(ownAccessToken, 'the access token of a foreign tenant');
    expect((await rekey.send({ ...change, body })).status).toBe(200);
    await rekey.deliver();
    const notice = rekey.letters().find(({ to }) => to.includes(person.email));
    expect(notice?.subject).toBe('Your password was changed');
    expect(notice?.text).not.toContain('/forgot-password');
  });
});

describe('K10 whoever controls the function of the form', () => {
  test.each([
    ['a link of their own', { link: 'https://evil.example/reset' }],
    [
      'a link and an application that may have it mailed',
      { link: 'http://example.com/evil', application: sha256(ownAccessToken) },
    ],
  ])('cannot have %s mailed', async (_, more) => {
    const person = await newPerson(rekey, profileOwners);
    await rekey.send(profileOwners.ask(person));
    const stored = await rekey.world.resetRequest({ realm: 'crafter-profile', asker: 'anonymous', identifier: person.email });
    if (stored === undefined) {
      throw new Error('no request was stored');
    }
    await rekey.world.storeResetRequest({ ...stored, ...more });
    const [letter, ...others] = await linksTo(person);
    expect(others).toEqual([]);
    expect(letter?.text).toContain(`${rekey.world.baseUrl}/reset-password#realm=crafter-profile&token=`);
    expect(letter?.text).not.toMatch(/evil/);
  });

  test('cannot have a link mailed to a profile of a tenant whose people do not ask for themselves', async () => {
    const person = await newPerson(rekey, crafterProfile, { tenant: 'foreign-tenant' });
    for (const email of [person.email, person.id]) {
      await rekey.send(profileOwners.ask({ ...person, email }));
    }
    expect(await linksTo(person)).toEqual([]);
  });
});

describe('further attacks', () => {
  test('M7 a stranger who uses up the mails of a mailbox, so that its application can send none, leaves the owner with a link that works', async () => {
    const person = await newPerson(rekey, profileOwners);
    const begun = rekey.clock.now;
    const links = [];
    for (let time = 0; time < 12; time++) {
      await rekey.send(profileOwners.ask({ ...person, email: time % 2 === 0 ? person.email : person.email.toUpperCase() }));
      links.push(...(await linksTo(person)));
      rekey.clock.now += minute;
    }
    expect(links).toHaveLength(10);
    expect((await rekey.send(crafterProfile.ask(person))).status).toBe(200);
    expect(await linksTo(person)).toEqual([]);
    expect((await profileOwners.spend(rekey, links.at(-1)?.token ?? '', phrase)).status).toBe(200);
    rekey.clock.now = begun;
  });

  test.each([
    ['text/plain', {}],
    ['application/x-www-form-urlencoded', {}],
    ['multipart/form-data; boundary=x', {}],
    ['', {}],
    ['application/json', { 'sec-fetch-site': 'cross-site' }],
    ['application/json', { 'sec-fetch-site': 'same-site' }],
  ])('a page of another site cannot spend or test a link from its visitor’s browser: %j %j', async (type, headers) => {
    const person = await newPerson(rekey, profileOwners);
    const token = await rekey.world.token(person);
    const before = await stateOf(rekey, person);
    rekey.touched();
    for (const call of [
      callOfPage('crafter-profile/set-password', { token, password: phrase }),
      callOfPage('crafter-profile/check-link', { token }),
      callOfPage('crafter-studio/check-link', { token }),
    ]) {
      const { status } = await rekey.send({ ...call, headers: { ...headers, 'content-type': type } });
      expect([400, 403]).toContain(status);
    }
    expect(rekey.touched()).toEqual([]);
    expect(await stateOf(rekey, person)).toEqual(before);
  });

  test('K11 opening the path of a call with a link in its query is opening the page, and spends nothing', async () => {
    const token = await rekey.world.token(await newPerson(rekey, profileOwners));
    rekey.touched();
    for (const call of ['check-link', 'set-password']) {
      for (const method of ['GET', 'HEAD'] as const) {
        const path = `/reset-password/crafter-profile/${call}?token=${token}&password=${encodeURIComponent(phrase)}`;
        expect((await rekey.send({ method, path, headers: { 'sec-purpose': 'prefetch' } })).status).toBe(200);
      }
    }
    expect(rekey.touched()).toEqual([]);
    expect((await profileOwners.spend(rekey, token, phrase)).status).toBe(200);
  });
});
