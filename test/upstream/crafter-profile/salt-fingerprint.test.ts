import { beforeEach, describe, expect, jest, test } from '@jest/globals';
import { logger } from '#lib/runtime/log.ts';
import { jane, ssoOnly } from '#test/infra/local/doubles/crafter-profile-bench.ts';
import { AdapterBench, john } from './open-profile.ts';

const bench = new AdapterBench();

let warn: jest.SpiedFunction<typeof logger.warn>;
beforeEach(() => {
  warn = jest.spyOn(logger, 'warn').mockReturnValue(undefined);
});

const hashWith = (salt: string) => `${'A'.repeat(43)}=|${salt}`;

async function take(id = john): Promise<string> {
  return bench.open().fingerprint(await bench.account(id));
}

async function holdsAfter(change: () => unknown, id = john): Promise<boolean> {
  const fingerprint = await take(id);
  expect(fingerprint).not.toBe('');
  await change();
  return (await bench.open().findUnchanged(id, fingerprint)) !== undefined;
}

describe('A fingerprint', () => {
  test.each(['ABCD', '++//', '////', 'az09', '+AZ/', 'AAAA'])('is the beginning of the salt: %s', async (beginning) => {
    bench.row().password = hashWith(`${beginning}xxxxxxxxxxxxxxxxxx==`);
    await expect(take()).resolves.toBe(`hash:${beginning}:sample-tenant`);
  });

  test('of a profile without a password says so', async () => {
    await expect(take(ssoOnly)).resolves.toBe('none::sample-tenant');
  });

  test('of a profile with a password in another form says so', async () => {
    bench.row().password = '$2a$10$abcdefghijklmnopqrstuv';
    await expect(take()).resolves.toBe('foreign::sample-tenant');
  });

  test('costs 27 calls, and a check of it one', async () => {
    const account = await bench.account();
    const server = bench.open();
    const before = bench.double.requests.length;
    const fingerprint = await server.fingerprint(account);
    expect(bench.double.requests.length - before).toBe(27);
    await server.findUnchanged(john, fingerprint);
    expect(bench.double.requests.length - before).toBe(28);
  });

  test('U7 no query asks for anything but the salt', async () => {
    await take();
    const queries = bench.double.requests.map(({ query }) => query.get('query') ?? '').filter((query) => query.includes('regex'));
    expect(queries.length).toBeGreaterThan(24);
    expect(queries.every((query) => query.includes('"$regex":"\\\\|'))).toBe(true);
  });
});

describe('A fingerprint survives', () => {
  test.each<[string, () => unknown]>([
    ['a good login', () => bench.authenticate('john.doe', 'john-old-pw-1')],
    ['a failed login', () => bench.authenticate('john.doe', 'wrong')],
    ['another address', () => bench.update({ email: 'other@example.com' })],
    ['other attributes', () => bench.update({ attributes: '{"firstName":"J"}' })],
    ['the end of the state enabled', () => bench.update({ enabled: 'false' })],
    ['a password change of someone else', () => bench.double.setPassword('jane.doe', 'changed there 1')],
  ])('%s', async (_, change) => {
    await expect(holdsAfter(change)).resolves.toBe(true);
  });
});

describe('U3 a fingerprint dies by', () => {
  test.each<[string, () => unknown]>([
    ['another password', () => bench.update({ password: 'changed there 1' })],
    ['the same password', () => bench.update({ password: 'john-old-pw-1' })],
    ['the end of the password', () => Object.assign(bench.row(), { password: null })],
    ['a password in another form', () => Object.assign(bench.row(), { password: '$2a$10$abc' })],
    ['the end of the profile', () => bench.double.store.profiles.delete(john)],
    ['another tenant', () => Object.assign(bench.row(), { tenant: 'default' })],
  ])('%s', async (_, change) => {
    await expect(holdsAfter(change)).resolves.toBe(false);
  });

  test('a first password', async () => {
    await expect(holdsAfter(() => bench.update({ password: 'a first password' }, ssoOnly), ssoOnly)).resolves.toBe(false);
  });

  test('a password in the server’s form, if it was in another one', async () => {
    bench.row().password = '$2a$10$abcdefghijklmnopqrstuv';
    await expect(holdsAfter(() => undefined)).resolves.toBe(true);
    await expect(holdsAfter(() => bench.update({ password: 'changed there 1' }))).resolves.toBe(false);
  });

  test.each(['hash::sample-tenant', 'hash:AAAA', 'other:AAAA:sample-tenant', 'hash:".*:sample-tenant'])(
    'being none: %s',
    async (text) => {
      await expect(bench.open().findUnchanged(john, text)).resolves.toBeUndefined();
    },
  );
});

test('A password that changes during the probe is the one that the fingerprint is of', async () => {
  bench.double.inject({
    path: /count_by_query/,
    after: 12,
    times: 1,
    fault: { kind: 'before-write', run: () => bench.double.setPassword('john.doe', 'changed there 1') },
  });
  const fingerprint = await take();
  await expect(bench.open().findUnchanged(john, fingerprint)).resolves.toMatchObject({ id: john });
});

describe('A server that does not show the salt', () => {
  test('gets links that die by another address only, and the log says so', async () => {
    bench.double.knobs.isPasswordQueryable = false;
    const account = await bench.account();
    await expect(bench.open().fingerprint(account)).resolves.toBe('');
    expect(warn).toHaveBeenCalledWith(expect.stringContaining('only a change of the address ends a link'), {});
    await bench.update({ password: 'changed there 1' });
    await expect(bench.open().findUnchanged(john, '')).resolves.toMatchObject({ email: 'john.doe@example.com' });
  });

  test.each(['0', '1'])('because it does not understand the queries and always counts %s', async (body) => {
    const account = await bench.account(`${jane}`);
    bench.double.inject({ path: /count_by_query/, fault: { kind: 'refuse', status: 200, body } });
    await expect(bench.open().fingerprint(account)).resolves.toBe('');
  });
});
