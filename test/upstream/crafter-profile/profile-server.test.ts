import { describe, expect, jest, test } from '@jest/globals';
import { profileTokens } from '#infra/local/doubles/crafter-profile/seed-profiles.ts';
import type { Fault } from '#infra/local/doubles/server/faults.ts';
import { logger } from '#lib/runtime/log.ts';
import { profileServer } from '#lib/upstream/crafter-profile/profile-server.ts';
import { httpClient } from '#lib/upstream/http-client.ts';
import { type ServerAccount, ServerMisconfigured, ServerUnavailable, type ServerWrite } from '#lib/upstream/product-server.ts';
import { disabled, jane, ssoOnly } from '#test/infra/local/doubles/crafter-profile-bench.ts';
import { AdapterBench, john, newPassword, nobody } from './open-profile.ts';

const bench = new AdapterBench();

const canLogIn = (password: string, username = 'john.doe') => bench.double.canLogIn(username, password);

/** Injected into each call, and what must come of it. */
const refuse = (status: number, errorCode?: string): Fault => ({
  kind: 'refuse',
  status,
  body: errorCode === undefined ? '<html>' : JSON.stringify({ errorCode, message: `about ${errorCode}` }),
});

const otherProfile = JSON.stringify({
  ...{ id: nobody, username: 'x', email: null, tenant: 'x', verified: true, enabled: true, createdOn: 1, lastModified: 1 },
  ...{ roles: [], attributes: {} },
});

describe('An account', () => {
  test('is found by its id, in any letter case', async () => {
    const account = {
      realm: 'crafter-profile',
      id: john,
      username: 'john.doe',
      email: 'john.doe@example.com',
      enabled: true,
      externallyManaged: false,
      tenant: 'sample-tenant',
      details: { verified: false, roles: ['APP_TEST', 'APP_REPORT'], attributes: {} },
    };
    await expect(bench.open().find(john)).resolves.toMatchObject(account);
    await expect(bench.open().find(john.toUpperCase())).resolves.toMatchObject(account);
    await expect(bench.open().find(`${disabled}`)).resolves.toMatchObject({ enabled: false });
  });

  test.each([nobody, '', 'john.doe', `${john}0`, `${john}/update`, 'one_by_query', `${john}?x=`])('is nobody: %j', async (id) => {
    await expect(bench.open().find(id)).resolves.toBeUndefined();
  });

  test('is not looked up by address if its tenant’s people do not ask for themselves', async () => {
    const server = bench.open(profileTokens.service, bench.double.url, []);
    await expect(server.findByAddress('john.doe@example.com')).resolves.toEqual([]);
    expect(bench.double.requests).toEqual([]);
  });

  test('U7 never comes with attributes, of which Rekey needs none', async () => {
    const server = bench.open();
    const fingerprint = await server.fingerprint(await bench.account());
    await server.findUnchanged(john, fingerprint);
    const reads = bench.double.requests.filter(({ path }) => !path.endsWith('count_by_query'));
    expect(reads.map(({ query }) => query.getAll('attributeToReturn'))).toEqual([['$none'], ['$none']]);
  });
});

describe('People who are looked up by address', () => {
  const tenant = 'sample-tenant';
  const create = (username: string, email: string, more: { tenant?: string; enabled?: boolean } = {}) =>
    bench.double.store.createProfile({ tenant, username, email, password: 'an old pass phrase', ...more });
  const idsBy = async (address: string, server = bench.open()) =>
    (await server.findByAddress(address)).map(({ id }) => id).sort();

  test('M12 are all who have it in any letter case, disabled ones too', async () => {
    const rows = [
      create('a', 'Shared@Example.com'),
      create('b', 'shared@example.com'),
      create('c', 'SHARED@EXAMPLE.COM', { enabled: false }),
    ];
    create('d', 'not.shared@example.com');
    create('e', 'shared@example.comx');
    await expect(idsBy('shared@EXAMPLE.com')).resolves.toEqual(rows.map(({ id }) => id).sort());
  });

  test('K10 are of the given tenants only, each of which gets one call', async () => {
    const both = ['sample-tenant', 'default'];
    const [own, other] = [create('f', 'two@example.com'), create('g', 'two@example.com', { tenant: 'default' })];
    await expect(idsBy('two@example.com')).resolves.toEqual([own.id]);
    const before = bench.double.requests.length;
    const server = bench.open('55555555-aaaa-4555-8555-555555555555', bench.double.url, both);
    bench.double.store.accessTokens.set('55555555-aaaa-4555-8555-555555555555', {
      ...{ id: '55555555-aaaa-4555-8555-555555555555', application: 'rekey', master: false, expiresOn: null },
      tenantPermissions: [{ tenant: '*', allowedActions: ['READ_TENANT', 'MANAGE_PROFILES'] }],
    });
    await expect(idsBy('two@example.com', server)).resolves.toEqual([own.id, other.id].sort());
    const calls = bench.double.requests.slice(before);
    expect(calls.map(({ path, query }) => [path, query.get('tenantName'), query.getAll('attributeToReturn')])).toEqual(
      both.map((name) => ['/crafter-profile/api/1/profile/by_query', name, ['$none']]),
    );
  });

  test.each(['a+b@example.com', "o'hara$^|{}~`?*=/!%&_-#.x@example.com", 'x..y@docomo.example', 'j@bücher.example'])(
    'are found by %s, and a pattern in an address is no pattern',
    async (address) => {
      const { id } = create(`user of ${address}`, address);
      create(`other of ${address}`, address.replace(/[^@]/, 'ZZ'));
      await expect(idsBy(address)).resolves.toEqual([id]);
    },
  );

  test.each([
    '.*@example.com',
    '^.@example.com$',
    '"},"password":{"$exists":true},"x":"@example.com',
    'tenant:@example.com',
    '$where:@example.com',
    'john.doe@example.com\u0000',
    'john.doe@example.com\n',
    '\ud800@example.com',
    'john.doe@example.com,jane.doe@example.com',
    '',
    `${'x'.repeat(300)}@example.com`,
  ])('M1 are nobody by %j, and the server answers every query', async (address) => {
    await expect(idsBy(address)).resolves.toEqual([]);
    expect(bench.double.requests.length).toBeLessThanOrEqual(1);
  });

  test('U5 a tenant that is unknown there, or that Rekey’s token may not manage, is the operator’s to correct', async () => {
    for (const name of ['no-such-tenant', 'default']) {
      const server = bench.open(profileTokens.service, bench.double.url, [name]);
      await expect(server.findByAddress('john.doe@example.com')).rejects.toThrow(ServerMisconfigured);
    }
  });
});

describe('U5 a read', () => {
  const reads: [string, () => Promise<unknown>][] = [
    ['find', () => bench.open().find(john)],
    ['findByAddress', () => bench.open().findByAddress('john.doe@example.com')],
    ['findUnchanged', () => bench.open().findUnchanged(john, 'hash:AAAA:sample-tenant')],
    ['fingerprint', async () => bench.open().fingerprint(account)],
    ['witness', async () => bench.open().witness(account, 'hash:AAAA:sample-tenant', newPassword)],
  ];
  const account: ServerAccount = {
    realm: 'crafter-profile',
    ...{ id: john, username: 'john.doe', email: null, tenant: 'sample-tenant', details: {} },
    ...{ enabled: true, externallyManaged: false, createdOn: 0, lastModified: 0 },
  };
  const faults: [string, Fault, typeof ServerUnavailable | typeof ServerMisconfigured][] = [
    ['drops the connection', { kind: 'drop-before' }, ServerUnavailable],
    ['answers with HTML and 500', { kind: 'html-500' }, ServerUnavailable],
    ['answers 200 without a body', { kind: 'empty-200' }, ServerUnavailable],
    ['answers 200 with something else', { kind: 'refuse', status: 200, body: '{"id":"x"}' }, ServerUnavailable],
    ['answers over 1 MiB', { kind: 'big' }, ServerUnavailable],
    ['redirects', { kind: 'redirect' }, ServerMisconfigured],
    ['answers 500 OTHER', refuse(500, 'OTHER'), ServerUnavailable],
    ['answers 503', refuse(503), ServerUnavailable],
    ['answers 403 ACCESS_DENIED', refuse(403, 'ACCESS_DENIED'), ServerMisconfigured],
    ['answers 403 ACTION_DENIED', refuse(403, 'ACTION_DENIED'), ServerMisconfigured],
    ['answers 404 NO_SUCH_TENANT', refuse(404, 'NO_SUCH_TENANT'), ServerMisconfigured],
    ['answers 404 without being Profile', refuse(404), ServerMisconfigured],
    ['answers 401', refuse(401), ServerMisconfigured],
  ];

  test.each(reads.flatMap(([verb, read]) => faults.map(([name, fault, failure]) => ({ verb, name, read, fault, failure }))))(
    'does not take a server for one without the account that $name: $verb',
    async ({ read, fault, failure }) => {
      bench.double.inject({ fault });
      await expect(read()).rejects.toThrow(failure);
    },
  );
});

test('U5 the operator reads what is wrong with a server that is not Crafter Profile', async () => {
  bench.double.inject({ fault: refuse(404) });
  await expect(bench.open().find(john)).rejects.toThrow(
    'The server answered with status 404 and not as Crafter Profile does: REKEY_CRAFTER_PROFILE_URL does not lead to Crafter Profile. It usually ends with /crafter-profile',
  );
});

describe('U7 Rekey’s own access token', () => {
  test.each([
    'e8f5170c-877b-416f-b70f-4b09772f8e2d',
    'b4d44030-d0af-11e3-9c1a-0800200c9a66',
    '2ba3ac10-c43e-11e3-9c1a-0800200c9a66',
  ])('must not be %s, which every stock install ships', async (token) => {
    const account = await bench.account();
    const before = bench.double.requests.length;
    await expect(bench.open(token).find(john)).rejects.toThrow(ServerMisconfigured);
    await expect(bench.open(token).setPassword(account, newPassword)).rejects.toThrow(ServerMisconfigured);
    expect(bench.double.requests).toHaveLength(before);
  });

  test.each([
    ['unknown', 'f0f0f0f0-0000-4000-8000-000000000000'],
    ['missing', ''],
    ['expired', profileTokens.expired],
    ['without the right to manage profiles', profileTokens.reader],
    ['without the right to read tenants', profileTokens.blind],
    ['of another tenant', profileTokens.otherTenant],
  ])('is reported and not repeated if it is %s', async (_, token) => {
    const failure = await bench
      .open(token)
      .find(john)
      .catch((error) => error);
    expect(failure).toBeInstanceOf(ServerMisconfigured);
    expect(failure.message).not.toContain(token || 'nothing');
    const write = await bench.open(token).setPassword(await bench.account(), newPassword);
    expect(write).toMatchObject({ outcome: 'misconfigured' });
    await expect(canLogIn('john-old-pw-1')).resolves.toBe(true);
  });
});

describe('A password', () => {
  test.each([
    ['john.doe', john],
    ['jane.doe', `${jane}`],
    ['sso.only', `${ssoOnly}`],
  ])('U1 logs in after it was set, and the old one does not: %s', async (username, id) => {
    const server = bench.open();
    await expect(server.setPassword(await bench.account(id), newPassword)).resolves.toEqual({ outcome: 'set' });
    await expect(canLogIn(newPassword, username)).resolves.toBe(true);
    await expect(canLogIn(username === 'john.doe' ? 'john-old-pw-1' : 'jane-old-pw-1', username)).resolves.toBe(false);
  });

  test('U9 is all that changes', async () => {
    const before = structuredClone(bench.row());
    await bench.open().setPassword(await bench.account(), newPassword);
    const { password, lastModified } = bench.row();
    expect(bench.row()).toEqual({ ...before, password, lastModified });
  });

  test('of a disabled profile can be set, and the profile stays disabled', async () => {
    await expect(bench.open().setPassword(await bench.account(disabled), newPassword)).resolves.toEqual({ outcome: 'set' });
    expect(bench.row(disabled)).toMatchObject({ enabled: false });
    expect(bench.double.store.hasPassword(`${disabled}`, newPassword)).toBe(true);
  });

  test('U2 that is empty is not sent, because the server would answer that it was set', async () => {
    await expect(bench.open().setPassword(await bench.account(), '')).resolves.toMatchObject({ outcome: 'refused-there' });
    await expect(canLogIn('john-old-pw-1')).resolves.toBe(true);
  });

  test('U7 is in no URL', async () => {
    await bench.open().setPassword(await bench.account(), newPassword);
    expect(bench.double.requests.map(({ path, query }) => `${path}?${query}`).join()).not.toContain('long');
    expect(bench.double.requests.at(-1)).toMatchObject({ method: 'POST', path: `/crafter-profile/api/1/profile/${john}/update` });
  });

  test('of a profile that is gone is set nowhere', async () => {
    const account = await bench.account();
    bench.double.store.profiles.delete(john);
    await expect(bench.open().setPassword(account, newPassword)).resolves.toEqual({ outcome: 'account-gone-or-closed' });
  });

  test('U4 is refused with the server’s reason, for example an attribute that its tenant does not define', async () => {
    const account = await bench.account();
    bench.row().attributes = { unheard: 1 };
    const reason = 'Attribute definition for attribute "unheard" not found in tenant "sample-tenant"';
    await expect(bench.open().setPassword(account, newPassword)).resolves.toEqual({
      outcome: 'refused-there',
      fault: { fault: 'refused-there', reason },
    });
    await expect(canLogIn('john-old-pw-1')).resolves.toBe(true);
  });

  test('U3 that is set although the address changed meanwhile is an error in the log, without the address', async () => {
    const error = jest.spyOn(logger, 'error').mockReturnValue(undefined);
    const run = () => Object.assign(bench.row(), { email: 'other@example.com' });
    const account = await bench.account();
    bench.double.inject({ method: 'POST', fault: { kind: 'before-write', run } });
    await expect(bench.open().setPassword(account, newPassword)).resolves.toEqual({ outcome: 'set' });
    expect(error.mock.calls).toEqual([[expect.stringContaining('address'), {}]]);
    error.mockRestore();
  });
});

test.each<[string, Fault, ServerWrite['outcome']]>([
  ['drops the answer', { kind: 'drop-answer' }, 'no-answer'],
  ['drops the connection', { kind: 'drop-before' }, 'no-answer'],
  ['answers with HTML and 500', { kind: 'html-500' }, 'no-answer'],
  ['answers 200 without a body', { kind: 'empty-200' }, 'no-answer'],
  ['answers 200 with something else', { kind: 'refuse', status: 200, body: '{"id":"x"}' }, 'no-answer'],
  ['answers over 1 MiB', { kind: 'big' }, 'no-answer'],
  ['redirects', { kind: 'redirect' }, 'no-answer'],
  ['answers 200 with another profile', { kind: 'refuse', status: 200, body: otherProfile }, 'no-answer'],
  ['answers 500 OTHER', refuse(500, 'OTHER'), 'no-answer'],
  ['answers 408', refuse(408), 'no-answer'],
  ['answers 429', refuse(429), 'no-answer'],
  ['answers 503', refuse(503), 'no-answer'],
  ['answers 403 ACCESS_DENIED', refuse(403, 'ACCESS_DENIED'), 'misconfigured'],
  ['answers 403 ACTION_DENIED', refuse(403, 'ACTION_DENIED'), 'misconfigured'],
  ['answers 401', refuse(401), 'misconfigured'],
  ['answers 404 without being Profile', refuse(404), 'misconfigured'],
  ['answers 404 NO_SUCH_PROFILE', refuse(404, 'NO_SUCH_PROFILE'), 'account-gone-or-closed'],
  ['answers 400 for a reason that Rekey does not know', refuse(400, 'OTHER'), 'refused-there'],
])('U5 a write to a server that %s', async (_, fault, outcome) => {
  const account = await bench.account();
  bench.double.inject({ method: 'POST', fault });
  await expect(bench.open().setPassword(account, newPassword)).resolves.toMatchObject({ outcome });
});

test('U5 nothing was written if nothing was sent', async () => {
  const account = await bench.account();
  const server = bench.open(profileTokens.service, 'http://127.0.0.1:1');
  await expect(server.setPassword(account, newPassword)).rejects.toThrow(ServerUnavailable);
});

test('U5 nothing was sent if the access token cannot be read', async () => {
  const account = await bench.account();
  const before = bench.double.requests.length;
  const client = httpClient({ url: bench.double.url, maximumCalls: 1 });
  const server = profileServer({ client, accessToken: () => Promise.reject(new Error('away')) });
  await expect(server.find(john)).rejects.toThrow(ServerUnavailable);
  await expect(server.setPassword(account, newPassword)).rejects.toThrow(ServerUnavailable);
  expect(bench.double.requests).toHaveLength(before);
});

describe('The witness says', () => {
  async function ask(id: string | undefined, between: () => unknown): Promise<string> {
    const server = bench.open();
    const account = await bench.account(id);
    const fingerprint = await server.fingerprint(account);
    await between();
    return server.witness(account, fingerprint, newPassword);
  }

  test.each<[string, string, string | undefined, () => unknown]>([
    ['set', 'the password was set and the answer was lost', john, () => bench.double.setPassword('john.doe', newPassword)],
    ['set', 'it was the first password', ssoOnly, () => bench.double.setPassword('sso.only', newPassword)],
    ['not-set', 'nothing was written', john, () => undefined],
    ['not-set', 'there is still no password', ssoOnly, () => undefined],
    ['not-set', 'somebody logged in', john, () => bench.authenticate('john.doe', 'john-old-pw-1')],
    ['unknown', 'the profile is gone', john, () => bench.double.store.profiles.delete(john)],
    [
      'unknown',
      'the server stopped showing the salt',
      john,
      () => Object.assign(bench.double.knobs, { isPasswordQueryable: false }),
    ],
  ])('U2 %s if %s', async (expected, _, id, between) => {
    await expect(ask(id, between)).resolves.toBe(expected);
  });

  test('U2 unknown without a fingerprint', async () => {
    await expect(bench.open().witness(await bench.account(), '', newPassword)).resolves.toBe('unknown');
  });
});
