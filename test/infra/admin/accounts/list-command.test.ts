import { DeleteItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { dynamoShadows } from '#lib/dynamo/dynamo-shadows.ts';
import { operatorClient } from '#lib/dynamo/operator/operator-client.ts';
import { storeAccount } from '#lib/dynamo/operator/store-account.ts';
import type { Account, AccountReference } from '#lib/reset/ports.ts';
import { sampleAccount } from '#test/contracts/sample-account.ts';
import { admin, adminJson, pointAt } from '#test/infra/admin/run-words.ts';
import { type Database, startDatabase } from '#test/start-database.ts';

let database: Database;

const people: readonly (AccountReference & Partial<Account>)[] = [
  { realm: 'crafter-profile', id: 'a'.repeat(24), username: 'ann', email: 'Ann@Example.com', tenant: 'blue' },
  { realm: 'crafter-studio', id: 'bob', username: 'Bob', email: 'bob@example.com', enabled: false },
  { realm: 'crafter-studio', id: 'cem', username: 'cem', email: null, externallyManaged: true },
  { realm: 'crafter-studio', id: 'dora', username: 'dora', email: 'dora@elsewhere.example' },
  { realm: 'traffic-ops', id: 'eve', username: 'eve', email: 'eve@example.com' },
];

beforeAll(async () => {
  database = await startDatabase();
  pointAt({ databaseUrl: database.endpoint });
  for (const person of people) {
    await storeAccount(database.settings, sampleAccount({ locale: null, ...person }), '$2b$04$hash');
  }
  // What Rekey keeps of an account in a product's own server is not an account.
  await dynamoShadows(database.settings).setLocale({ realm: 'crafter-studio', id: '5' }, 'de');
});
afterAll(async () => {
  operatorClient().destroy();
  await database.stop();
});

const idsOf = ({ accounts }: { accounts: { id: string }[] }) => accounts.map(({ id }) => id);
const everyone = people.map(({ id }) => id);

test.each([
  ['', everyone],
  ['--realm crafter-studio', ['bob', 'cem', 'dora']],
  ['--enabled', [everyone[0], 'cem', 'dora', 'eve']],
  ['--disabled', ['bob']],
  ['--externally-managed', ['cem']],
  ['--no-externally-managed', [everyone[0], 'bob', 'dora', 'eve']],
  ['--with-address', [everyone[0], 'bob', 'dora', 'eve']],
  ['--without-address', ['cem']],
  ['--search EXAMPLE.com', [everyone[0], 'bob', 'eve']],
  ['--search ann', [everyone[0]]],
  ['--search aaaa', [everyone[0]]],
  ['--search o --realm crafter-studio --enabled --with-address', ['dora']],
])('accounts list %s', async (options, expected) => {
  expect(idsOf(await adminJson(`accounts list ${options}`.trim()))).toEqual(expected);
});

test('shows people a table, and never a hash or a stamp', async () => {
  const { code, out } = await admin('accounts list');
  expect(code).toBe(0);
  expect(out).toMatch(/^REALM +ID +USERNAME +ADDRESS +TENANT +STATE\n/);
  expect(out).toMatch(/crafter-studio +bob +Bob +bob@example\.com .*disabled\n/);
  const [first] = (await adminJson('accounts list --search ann')).accounts;
  expect(first).toEqual({
    realm: 'crafter-profile',
    id: everyone[0],
    username: 'ann',
    email: 'Ann@Example.com',
    tenant: 'blue',
    enabled: true,
    externallyManaged: false,
    locale: null,
    createdOn: expect.stringMatching(/^\d{4}-.*Z$/),
    lastModified: expect.stringMatching(/^\d{4}-.*Z$/),
  });
  expect((await admin('accounts list --search nobody')).out).toBe('No account matches.\n');
});

test('gives every account on exactly one page, and says when there is no more', async () => {
  const seen: string[] = [];
  let after = '';
  let pages = 0;
  do {
    const { accounts, next } = await adminJson(`accounts list --limit 2 ${after && `--after ${after}`}`.trim());
    seen.push(...idsOf({ accounts }));
    after = next ?? '';
    pages++;
  } while (after !== '');
  expect(pages).toBe(3);
  expect(seen.toSorted()).toEqual(everyone.toSorted());
  expect((await admin('accounts list --limit 5')).out).not.toContain('--after');
  expect((await admin('accounts list --limit 4')).out).toMatch(/For the next page add: --after [\w-]+\n$/);
});

test('goes on after an account that was deleted in the meantime', async () => {
  const { accounts, next } = await adminJson('accounts list --limit 2');
  const [realm, id] = Buffer.from(next, 'base64url').toString().split('#');
  await database.client.send(
    new DeleteItemCommand({ TableName: database.settings.accountsTable, Key: marshall({ account: `${realm}#${id}` }) }),
  );
  const others = everyone.filter((each) => !idsOf({ accounts }).includes(each));
  expect(idsOf(await adminJson(`accounts list --after ${next}`)).toSorted()).toEqual(others.toSorted());
  const deleted = people.find((person) => person.id === id);
  await storeAccount(database.settings, sampleAccount({ locale: null, ...deleted }), null);
});

test.each([
  ['--limit 0', /whole number from 1 to 1000/],
  ['--limit 1001', /whole number from 1 to 1000/],
  ['--after nonsense', /what the page before said/],
  ['--enabled --disabled', /cannot be used with/],
  ['--with-address --without-address', /cannot be used with/],
  ['--realm elsewhere', /'elsewhere' is invalid/],
])('refuses %s', async (options, message) => {
  const { code, out, err } = await admin(`accounts list ${options}`);
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err).toMatch(message);
});
