import { expect, test } from '@jest/globals';
import { setEnabled } from '#lib/dynamo/operator/change-account.ts';
import { operatorClient } from '#lib/dynamo/operator/operator-client.ts';
import { storeAccount } from '#lib/dynamo/operator/store-account.ts';
import { canonicalAddress } from '#lib/reset/address.ts';
import { sampleAccount } from '#test/contracts/sample-account.ts';
import { importBench, studioRow } from '#test/infra/admin/import-bench.ts';
import { admin, adminJson } from '#test/infra/admin/run-words.ts';

const bench = importBench();

async function stored(differences: Parameters<typeof sampleAccount>[0] = {}) {
  const account = sampleAccount(differences);
  await storeAccount(bench.database().settings, account, null);
  const { id } = account;
  const now = async () => (await bench.stored('crafter-studio', id)).account;
  return { id, before: await now(), now };
}

test.each([
  ['--email new@example.com', { email: 'new@example.com' }, ['email']],
  ['--no-email', { email: null }, ['email']],
  ['--externally-managed', { externallyManaged: true }, ['externallyManaged']],
  ['--disabled', { enabled: false }, ['enabled']],
])('K3 accounts update %s gives the account a new stamp', async (options, expected, changed) => {
  const { id, before, now } = await stored();
  expect(await adminJson(`accounts update crafter-studio ${id} ${options}`)).toEqual({
    realm: 'crafter-studio',
    id,
    changed,
    endsLinks: true,
  });
  const after = await now();
  expect(after).toEqual({
    ...before,
    ...expected,
    credentialStamp: expect.any(String),
    lastModified: expect.any(Number),
  });
  expect(after.credentialStamp).not.toBe(before.credentialStamp);
  expect(after.lastModified).toBeGreaterThan(before.lastModified);
});

test.each([
  ['--language de-ch', 'de-CH'],
  ['--no-language', null],
])('accounts update %s leaves links alone', async (options, locale) => {
  const { id, before, now } = await stored();
  const { out } = await admin(`accounts update crafter-studio ${id} ${options}`);
  expect(out).toBe(`crafter-studio ${id} was changed: language.\n`);
  expect(await now()).toEqual({ ...before, locale, lastModified: expect.any(Number) });
});

test.each(['--email', '--language'])('accounts update %s with the value that it has writes nothing', async (option) => {
  const { id, before, now } = await stored({ locale: 'de' });
  const writes = bench.writes();
  const { out } = await admin(`accounts update crafter-studio ${id} ${option} ${option === '--email' ? before.email : 'de'}`);
  expect(out).toBe(`crafter-studio ${id} was already like that.\n`);
  expect(bench.writes()).toBe(writes);
  expect(await now()).toEqual(before);
});

test('accounts update finds the account under its new address, and no longer under the former one', async () => {
  const { id, before } = await stored();
  const byAddress = (address: string) => bench.accounts().findByAddress('crafter-studio', canonicalAddress(address));
  await admin(`accounts update crafter-studio ${id} --email ${id}@Elsewhere.example`);
  expect(await byAddress(`${before.email}`)).toEqual([]);
  expect(await byAddress(`${id}@elsewhere.example`)).toMatchObject([{ id, email: `${id}@Elsewhere.example` }]);
  await admin(`accounts update crafter-studio ${id} --no-email`);
  expect(await byAddress(`${id}@elsewhere.example`)).toEqual([]);
});

test('accounts update changes all that it is told in one write, by any spelling of the username', async () => {
  const { id, now } = await stored();
  const writes = bench.writes();
  const line = `accounts update crafter-studio ${id.toUpperCase()} --email x@example.com --language fr --externally-managed --disabled`;
  const { out } = await admin(line);
  expect(out).toBe(
    `crafter-studio ${id} was changed: address, language, keeper of the password, state. Its reset links and sessions have ended.\n`,
  );
  expect(bench.writes()).toBe(writes + 1);
  expect(await now()).toMatchObject({ email: 'x@example.com', locale: 'fr', externallyManaged: true, enabled: false });
  await admin(`accounts update crafter-studio ${id} --no-externally-managed --enabled`);
  expect(await now()).toMatchObject({ externallyManaged: false, enabled: true });
});

test('K3 accounts update loses no change that somebody makes at the same time', async () => {
  const { id, now } = await stored();
  const reference = { realm: 'crafter-studio', id } as const;
  bench.beforeNextWrite(() => setEnabled(bench.database().settings, reference, false, Date.now()));
  expect(await adminJson(`accounts update crafter-studio ${id} --email late@example.com`)).toMatchObject({ changed: ['email'] });
  expect(await now()).toMatchObject({ email: 'late@example.com', enabled: false });
});

test('F1 accounts update reports a change whose answer was lost as done', async () => {
  const { id, now } = await stored();
  let isLost = false;
  operatorClient().middlewareStack.add(
    (next, { commandName }) =>
      async (request) => {
        const isFirst = commandName === 'UpdateItemCommand' && !isLost;
        if (isFirst) {
          isLost = true;
          await next(request);
        }
        return next(request);
      },
    { step: 'deserialize', name: 'lose-answer' },
  );
  try {
    expect(await adminJson(`accounts update crafter-studio ${id} --email lost@example.com`)).toMatchObject({
      changed: ['email'],
      endsLinks: true,
    });
  } finally {
    operatorClient().middlewareStack.remove('lose-answer');
  }
  expect(await now()).toMatchObject({ email: 'lost@example.com' });
});

test('an import keeps what accounts update has changed, until the product changes it too', async () => {
  const row = studioRow();
  const read = async () => (await bench.stored('crafter-studio', row.username)).account.email;
  await bench.importLines('crafter-studio', [row]);
  await admin(`accounts update crafter-studio ${row.username} --email by.operator@example.com`);
  await bench.importLines('crafter-studio', [row]);
  expect(await read()).toBe('by.operator@example.com');
  await bench.importLines('crafter-studio', [{ ...row, email: 'by.product@example.com' }]);
  expect(await read()).toBe('by.product@example.com');
});

test.each([
  ['', /Say what to change/],
  ['--email a@x,b@y', /one address that mail can go to/],
  ['--email jürgen@example.com', /one address that mail can go to/],
  ['--language not_a_language', /must be a language tag such as de or pt-BR/],
  ['--language English', /must be a language tag/],
  ['--language de-a', /must be a language tag/],
  ['--enabled --disabled', /cannot be used with/],
  ['--email good@example.com --language !', /must be a language tag/],
])('accounts update refuses %s and changes nothing', async (options, message) => {
  const { id, before, now } = await stored();
  const { code, out, err } = await admin(`accounts update crafter-studio ${id} ${options}`.trim());
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err).toMatch(message);
  expect(await now()).toEqual(before);
});

test('accounts update says that there is no such account', async () => {
  expect((await admin('accounts update crafter-studio nobody --no-email')).err).toMatch(/There is no account nobody/);
});
