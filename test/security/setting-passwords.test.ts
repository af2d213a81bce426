import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import bcrypt from 'bcryptjs';
import { descriptiveFields } from '#lib/dialects/traffic-ops/user.ts';
import { applicationUrl } from '#test/credentials.ts';
import { logOf } from './log-of.ts';
import { crafterProfile, newPerson, trafficOpsProduct } from './products.ts';
import type { Rekey } from './rekey.ts';
import { prepared, settingRoutes } from './setting-routes.ts';
import { startRekey } from './start-rekey.ts';

let rekey: Rekey;
beforeAll(async () => {
  rekey = await startRekey();
});
afterAll(() => rekey.stop());

describe.each(settingRoutes)('$id', (route) => {
  test('W1 applies the default policy, gives the reason, and leaves token and session good', async () => {
    const { person, call } = await prepared(rekey, route);
    const refused = ['seven b', 'PassWord1', person.id.toUpperCase(), person.email.toUpperCase(), 'x'.repeat(73)];
    for (const password of refused) {
      const { status, body } = await rekey.send(call(password));
      expect(status).toBe(400);
      expect(body).toMatch(/[Pp]assword (must|is|cannot)/);
      expect(body).not.toContain(password);
    }
    expect(await rekey.world.passwordHash(person)).toBe('');
    expect(await rekey.send(call('x'.repeat(72)))).toMatchObject({ status: 200 });
  });

  test('W2 a password of 73 bytes is refused and not cut, and all 72 bytes of a shorter one count', async () => {
    const { person, call } = await prepared(rekey, route);
    const { status, body } = await rekey.send(call(`${'é'.repeat(36)}x`));
    expect({ status, body }).toEqual({
      status: 400,
      body: expect.stringContaining('must not be longer than 72 bytes in UTF-8.'),
    });
    expect(await rekey.world.passwordHash(person)).toBe('');
    await rekey.send(call('é'.repeat(36)));
    const hash = await rekey.world.passwordHash(person);
    expect(await bcrypt.compare('é'.repeat(36), hash)).toBe(true);
    expect(await bcrypt.compare(`${'é'.repeat(35)}x`, hash)).toBe(false);
  });

  test('W2 a decomposed password is the same as its composed form', async () => {
    const { person, call } = await prepared(rekey, route);
    expect(await rekey.send(call('pa\u0308sswo\u0308rter im Wald'))).toMatchObject({ status: 200 });
    expect(await bcrypt.compare('pässwörter im Wald', await rekey.world.passwordHash(person))).toBe(true);
  });

  test('W2 a password is never trimmed, and its letter case counts', async () => {
    const { person, call } = await prepared(rekey, route);
    await rekey.send(call('  A pass phrase\t'));
    const hash = await rekey.world.passwordHash(person);
    expect(await bcrypt.compare('  A pass phrase\t', hash)).toBe(true);
    expect(await bcrypt.compare('A pass phrase', hash)).toBe(false);
    expect(await bcrypt.compare('  a pass phrase\t', hash)).toBe(false);
  });

  test('W3 neither the password nor its hash is in an answer or a mail', async () => {
    const { person, call } = await prepared(rekey, route);
    const password = 'a pass phrase for W3';
    const { body, headers } = await rekey.send(call(password));
    await rekey.deliver();
    const said = [body, JSON.stringify(headers), ...rekey.letters().map(({ text }) => text)].join('\n');
    expect(said).toContain('Your password was changed');
    for (const secret of [password, encodeURIComponent(password), '$2b$', await rekey.world.passwordHash(person)]) {
      expect(said).not.toContain(secret);
    }
  });

  test('W3 log and metrics reveal neither which password it is nor its length', async () => {
    const logged = async (password: string) => {
      const { call } = await prepared(rekey, route);
      return logOf(async () => {
        await rekey.send(call(password));
        await rekey.deliver();
      });
    };
    const alike = [
      ['a pass phrase', 'a pass phrase of more words'],
      ['a', 'another'],
      ['x'.repeat(73), 'x'.repeat(80)],
      ['password', 'password1'],
    ] as const;
    for (const [one, other] of alike) {
      const lines = await logged(one);
      expect(lines.length).toBeGreaterThan(0);
      expect(await logged(other)).toEqual(lines);
    }
  });

  test('W4 extra keys change nothing', async () => {
    const { person, call } = await prepared(rekey, route);
    const before = await rekey.world.account(person);
    rekey.clock.now += 1_000;
    const { status } = await rekey.send(call('a good pass phrase', hostile));
    const { credentialStamp, ...after } = await rekey.world.account(person);
    expect(status).toBe(200);
    const { credentialStamp: earlierStamp, ...others } = before;
    const now = rekey.clock.now;
    // From 4.0 on Traffic Ops replaces the descriptive fields. None of them is among the extra keys.
    const details = route.realm === 'traffic-ops' ? { ...emptyFields, newUser: false } : before.details;
    expect(after).toEqual({ ...others, details, lastModified: now, noticeDue: now, hasPassword: true });
    expect([earlierStamp, hostile.credentialStamp]).not.toContain(credentialStamp);
    expect(await bcrypt.compare('a good pass phrase', await rekey.world.passwordHash(person))).toBe(true);
    expect(({} as { isAdministrator?: unknown }).isAdministrator).toBeUndefined();
  });
});

const emptyFields = Object.fromEntries(descriptiveFields.map((name) => [name, null]));
const pollution = { isAdministrator: true, enabled: false };
const hostile = {
  roles: ['admin'],
  enabled: false,
  externallyManaged: true,
  verified: true,
  passwordHash: '$2b$04$aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
  credentialStamp: 'chosen by a stranger',
  noticeDue: null,
  realm: 'crafter-studio',
  id: 'another',
  accountId: 'another',
  details: { role: 'admin' },
  attributes: { admin: true },
  ['__proto__']: pollution,
  constructor: { prototype: pollution },
};

const wishes = {
  asker: 'administrator',
  link: 'https://evil.example',
  application: 'another',
  sequence: 99,
  mailedFor: 99,
  realm: 'x',
};

test.each([crafterProfile, trafficOpsProduct])(
  'W4 extra keys of a request for a mail change nothing: $realm',
  async (product) => {
    await rekey.deliver();
    rekey.letters();
    const person = await newPerson(rekey, product, { tenant: 'sample-tenant' });
    const { body, ...request } = product.ask(person);
    const extended = `${body}`.replace(/\}$/, `,${JSON.stringify({ ...hostile, ...wishes }).slice(1)}`);
    const { status } = await rekey.send({ ...request, body: extended });
    const isProfile = product === crafterProfile;
    const asker = isProfile ? 'application' : 'anonymous';
    const identifier = isProfile ? person.id : person.email;
    const stored = await rekey.world.resetRequest({ realm: product.realm, asker, identifier });
    expect(status).toBe(200);
    expect(stored).toMatchObject({ asker, sequence: 1, mailedFor: 0, link: isProfile ? applicationUrl : null });
    await rekey.deliver();
    expect(rekey.letters().map(({ to }) => to)).toEqual([[person.email]]);
  },
);
