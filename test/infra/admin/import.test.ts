import { existsSync } from 'node:fs';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DeleteItemCommand, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { expect, test } from '@jest/globals';
import bcrypt from 'bcryptjs';
import { accountKey } from '#lib/dynamo/account-item.ts';
import { readImported } from '#lib/dynamo/operator/import-account.ts';
import { canonicalAddress } from '#lib/reset/address.ts';
import type { Realm } from '#lib/reset/ports.ts';
import { importBench, studioRow } from './import-bench.ts';
import { runWords } from './run-words.ts';

const bench = importBench();
const { importText, importLines, badLines, stored, path } = bench;

test('imports a document of Crafter Profile', async () => {
  const line = {
    _id: { $oid: '59284659D4C650213CC2F3FC' },
    _class: 'org.craftercms.profile.api.Profile',
    username: 'john.doe',
    password: 'a salt|a digest',
    email: 'John.Doe@example.com',
    verified: true,
    enabled: false,
    tenant: 'sample-tenant',
    createdOn: { $date: '2017-05-26T15:14:33.842Z' },
    lastModified: { $date: { $numberLong: '1495812397986' } },
    roles: ['APP_TEST'],
    attributes: { firstName: 'John', since: { $date: 5 } },
  };
  const { code, counts } = await importLines('crafter-profile', [line]);
  expect({ code, counts }).toMatchObject({ code: 0, counts: { created: 1, bad: 0, passwordsLeftOut: 1, report: null } });
  const { account, passwordHash } = await stored('crafter-profile', '59284659d4c650213cc2f3fc');
  expect(account).toEqual({
    realm: 'crafter-profile',
    id: '59284659d4c650213cc2f3fc',
    username: 'john.doe',
    email: 'John.Doe@example.com',
    enabled: false,
    externallyManaged: false,
    tenant: 'sample-tenant',
    credentialStamp: expect.stringMatching(/^[\w-]{22}$/),
    createdOn: 1495811673842,
    lastModified: 1495812397986,
    locale: null,
    undeliverable: null,
    noticeDue: null,
    hold: null,
    closed: null,
    hasPassword: false,
    details: { verified: true, roles: ['APP_TEST'], attributes: { firstName: 'John', since: 5 } },
  });
  expect(passwordHash).toBeNull();
  expect(await bench.accounts().findByAddress('crafter-profile', canonicalAddress('john.doe@example.com'))).toEqual([account]);
});

test('imports rows of Studio’s table, with the table’s names or the API’s, and deleted users as disabled', async () => {
  const api = {
    username: 'api',
    email: '',
    enabled: true,
    externallyManaged: true,
    firstName: 'Ann',
    lastName: null,
    locale: 'pt_BR',
  };
  const gone = studioRow({ username: 'gone', deleted: 1 });
  const { counts } = await importLines('crafter-studio', [studioRow({ username: 'row', last_name: 'Doe' }), api, gone]);
  expect(counts).toMatchObject({ created: 3 });
  expect((await stored('crafter-studio', 'row')).account).toMatchObject({
    enabled: true,
    externallyManaged: false,
    details: { firstName: 'Jane', lastName: 'Doe' },
  });
  expect((await stored('crafter-studio', 'api')).account).toMatchObject({
    email: null,
    externallyManaged: true,
    locale: 'pt-BR',
  });
  expect((await stored('crafter-studio', 'gone')).account).toMatchObject({ enabled: false });
});

test('imports users of Traffic Ops’ API 5.0 and 3.1, and those with the role disallowed as disabled', async () => {
  const user = {
    username: 'ops',
    email: 'ops@example.com',
    tenant: 'root',
    tenantId: 1,
    id: 7,
    fullName: 'Ops',
    lastUpdated: '2024-01-02T09:00:00.5Z',
    unknown: 1,
  };
  const { counts } = await importLines('traffic-ops', [
    { ...user, role: 'operations' },
    { ...user, username: 'old', role: 3, rolename: 'operations' },
    { ...user, username: 'out', role: 'disallowed' },
  ]);
  expect(counts).toMatchObject({ created: 3 });
  const times = { createdOn: 1704186000500, lastModified: 1704186000500 };
  const details = { id: 7, fullName: 'Ops', tenantId: 1 };
  expect((await stored('traffic-ops', 'ops')).account).toMatchObject({ ...times, tenant: 'root', enabled: true });
  expect((await stored('traffic-ops', 'ops')).account.details).toEqual({ ...details, role: 'operations' });
  expect((await stored('traffic-ops', 'old')).account.details).toEqual({ ...details, role: 'operations', roleId: 3 });
  expect((await stored('traffic-ops', 'out')).account.enabled).toBe(false);
});

test('T16 a role of which a file holds only the new name, or only the new number, has no other name or number than that', async () => {
  const user = { username: 'mover', email: 'mover@example.com', tenant: 'root' };
  const roleAfter = async (role: object) => {
    await importLines('traffic-ops', [{ ...user, ...role }]);
    return (await stored('traffic-ops', 'mover')).account.details;
  };
  expect(await roleAfter({ role: 3, roleName: 'operations' })).toEqual({ role: 'operations', roleId: 3 });
  expect(await roleAfter({ role: 'operations' })).toEqual({ role: 'operations', roleId: 3 });
  expect(await roleAfter({ role: 'portal' })).toEqual({ role: 'portal', roleId: null });
  expect(await roleAfter({ role: 'portal' })).toEqual({ role: 'portal', roleId: null });
  expect(await roleAfter({ role: 4, roleName: 'portal' })).toEqual({ role: 'portal', roleId: 4 });
  expect(await roleAfter({ role: 5 })).toEqual({ role: null, roleId: 5 });
});

test('a repeated import writes only what has changed', async () => {
  const rows = Array.from({ length: 250 }, () => studioRow());
  expect(await importLines('crafter-studio', rows)).toMatchObject({ code: 0, writes: 250, counts: { lines: 250, created: 250 } });
  expect(await importLines('crafter-studio', rows)).toMatchObject({ code: 0, writes: 0, counts: { unchanged: 250 } });
  rows[7] = { ...studioRow(), ...rows[7], first_name: 'June' };
  expect(await importLines('crafter-studio', rows)).toMatchObject({ code: 0, writes: 1, counts: { changed: 1, unchanged: 249 } });
});

test('S1 Studio usernames that differ in letter case are one account, with the spelling of the last line', async () => {
  const { counts } = await importLines('crafter-studio', [
    studioRow({ username: 'Mixed.Case' }),
    studioRow({ username: 'MIXED.case' }),
  ]);
  expect(counts).toMatchObject({ created: 1, repeated: 1 });
  expect(await bench.accounts().find({ realm: 'crafter-studio', id: 'mixed.CASE' })).toMatchObject({
    id: 'mixed.case',
    username: 'MIXED.case',
  });
});

test('S1 an account that is stored under its exact username moves to its canonical id, with its password and stamp', async () => {
  const row = studioRow({ username: 'Former.Name' });
  const former = { realm: 'crafter-studio', id: 'Former.Name' } as const;
  await importLines('crafter-studio', [row]);
  const { account, passwordHash } = await stored('crafter-studio', 'former.name');
  // As the version before stored it.
  const database = bench.database();
  const { accountsTable: TableName } = database.settings;
  const { Item = {} } = await database.client.send(new GetItemCommand({ TableName, Key: marshall(accountKey(account)) }));
  const item = { ...Item, ...marshall({ ...accountKey(former), id: former.id, passwordHash: 'set here' }) };
  await database.client.send(new PutItemCommand({ TableName, Item: item }));
  await database.client.send(new DeleteItemCommand({ TableName, Key: marshall(accountKey(account)) }));
  expect(passwordHash).not.toBe('set here');

  expect(await importLines('crafter-studio', [row], '--dry-run')).toMatchObject({ writes: 0, counts: { unchanged: 1 } });
  expect(await importLines('crafter-studio', [row])).toMatchObject({ counts: { unchanged: 1 } });
  const moved = await stored('crafter-studio', 'former.name');
  expect(moved).toMatchObject({
    passwordHash: 'set here',
    account: { credentialStamp: account.credentialStamp, username: row.username },
  });
  expect((await readImported(database.settings, [former])).size).toBe(0);
  expect(await importLines('crafter-studio', [row])).toMatchObject({ writes: 0, counts: { unchanged: 1 } });

  // As a move that was interrupted after it had copied the account leaves it.
  await database.client.send(new PutItemCommand({ TableName, Item: item }));
  expect(await importLines('crafter-studio', [row])).toMatchObject({ counts: { unchanged: 1 } });
  expect((await readImported(database.settings, [former])).size).toBe(0);
  expect(await stored('crafter-studio', 'former.name')).toEqual(moved);
});

test('S1 the operator may write a Studio username in any letter case', async () => {
  await importLines('crafter-studio', [studioRow({ username: 'Case.Of.Operator' })]);
  expect((await runWords(['accounts', 'disable', 'crafter-studio', 'CASE.of.operator'])).code).toBe(0);
  expect((await stored('crafter-studio', 'case.of.operator')).account.enabled).toBe(false);
  expect((await runWords(['accounts', 'show', 'crafter-studio', 'case.of.OPERATOR'])).out).toContain('Case.Of.Operator');
  expect((await runWords(['accounts', 'create', 'case.OF.operator', '--realm', 'crafter-studio'])).err).toContain(
    'already exists',
  );
});

test.each([
  ['address', { email: 'another@example.com' }, true],
  ['address (to none)', { email: null }, true],
  ['enabled state', { enabled: 0 }, true],
  ['externally-managed state', { externally_managed: 1 }, true],
  ['first name', { first_name: 'June' }, false],
  ['locale', { locale: 'de' }, false],
])('K3: a changed %s ends links only if it must', async (_, difference, isNewStamp) => {
  const row = studioRow();
  await importLines('crafter-studio', [row]);
  const before = await stored('crafter-studio', row.username);
  expect(await importLines('crafter-studio', [{ ...row, ...difference }])).toMatchObject({ writes: 1 });
  const after = await stored('crafter-studio', row.username);
  expect(after.account.credentialStamp !== before.account.credentialStamp).toBe(isNewStamp);
  expect(after.account.lastModified).toBeGreaterThan(before.account.lastModified);
  const byOldAddress = await bench.accounts().findByAddress('crafter-studio', canonicalAddress(row.email));
  expect(byOldAddress).toHaveLength('email' in difference ? 0 : 1);
  expect(await bench.accounts().hasAddress('crafter-studio', canonicalAddress(row.email))).toBe(!('email' in difference));
  if (after.account.email !== null) {
    expect(await bench.accounts().hasAddress('crafter-studio', canonicalAddress(after.account.email))).toBe(true);
  }
});

test('K6 a profile that moves to another tenant gets a new stamp, so its links end', async () => {
  const id = '59284659d4c650213cc2f3fd';
  const document = { _id: { $oid: id }, username: 'moving', email: 'moving@example.com', enabled: true, tenant: 'sample-tenant' };
  await importLines('crafter-profile', [document]);
  const before = await stored('crafter-profile', id);
  expect(await importLines('crafter-profile', [{ ...document, tenant: 'other-tenant' }])).toMatchObject({ writes: 1 });
  const after = await stored('crafter-profile', id);
  expect(after.account.tenant).toBe('other-tenant');
  expect(after.account.credentialStamp).not.toBe(before.account.credentialStamp);
});

test('a change made in Rekey stays until the product changes the same field', async () => {
  const row = studioRow();
  await importLines('crafter-studio', [row]);
  expect((await runWords(['accounts', 'disable', 'crafter-studio', row.username])).code).toBe(0);
  expect(await importLines('crafter-studio', [row])).toMatchObject({ writes: 0 });
  await importLines('crafter-studio', [{ ...row, first_name: 'June' }]);
  expect((await stored('crafter-studio', row.username)).account).toMatchObject({
    enabled: false,
    details: { firstName: 'June' },
  });
});

test('an account that already exists keeps its password and stamp', async () => {
  await runWords(['accounts', 'create', 'early', '--realm', 'crafter-studio', '--email', 'early@example.com']);
  const { account } = await stored('crafter-studio', 'early');
  await bench.accounts().setPassword(account, {
    password: 'of Rekey',
    credentialStamp: account.credentialStamp,
    tenant: account.tenant,
    mustBeEnabled: true,
    now: 5,
  });
  const before = await stored('crafter-studio', 'early');
  const row = { ...studioRow(), username: 'early', email: 'early@example.com' };
  expect(await importLines('crafter-studio', [row])).toMatchObject({ counts: { changed: 1 } });
  const after = await stored('crafter-studio', 'early');
  expect(after.passwordHash).toBe(before.passwordHash);
  expect(after.account.credentialStamp).toBe(before.account.credentialStamp);
  expect(await importLines('crafter-studio', [row])).toMatchObject({ writes: 0 });
});

test('a bcrypt password is imported and updated until one is set in Rekey, which only --overwrite-passwords replaces', async () => {
  const [first, second, third] = await Promise.all(['one', 'two', 'three'].map((password) => bcrypt.hash(password, 4)));
  const row = studioRow();
  const hashAfter = async (password: unknown, ...options: string[]) => {
    const result = await importLines('crafter-studio', [{ ...row, password }], ...options);
    return { ...(await stored('crafter-studio', row.username)), ...result };
  };
  const imported = await hashAfter(first);
  expect(imported.passwordHash).toBe(first);
  const updated = await hashAfter(second);
  expect(updated.passwordHash).toBe(second);
  expect(updated.account.credentialStamp).not.toBe(imported.account.credentialStamp);

  const { credentialStamp } = updated.account;
  await bench.accounts().setPassword(updated.account, {
    password: 'of Rekey',
    credentialStamp,
    tenant: null,
    mustBeEnabled: true,
    now: Date.now(),
  });
  const ofRekey = (await stored('crafter-studio', row.username)).passwordHash;
  for (const password of [second, third]) {
    expect(await hashAfter(password)).toMatchObject({ passwordHash: ofRekey, writes: 0, counts: { passwordsKept: 1 } });
  }
  const overwritten = await hashAfter(third, '--overwrite-passwords');
  expect(overwritten).toMatchObject({ passwordHash: third, writes: 1 });
  expect(await hashAfter(third, '--overwrite-passwords')).toMatchObject({ writes: 0 });
});

test('a password that is set between the read and the write stays, and the change is imported', async () => {
  const row = studioRow();
  await importLines('crafter-studio', [row]);
  const { account } = await stored('crafter-studio', row.username);
  bench.beforeNextWrite(() =>
    bench.accounts().setPassword(account, {
      password: 'just now',
      credentialStamp: account.credentialStamp,
      tenant: null,
      mustBeEnabled: true,
      now: 9,
    }),
  );
  expect(await importLines('crafter-studio', [{ ...row, first_name: 'June' }])).toMatchObject({ code: 0, writes: 2 });
  const after = await stored('crafter-studio', row.username);
  expect(await bcrypt.compare('just now', `${after.passwordHash}`)).toBe(true);
  expect(after.account).toMatchObject({ noticeDue: 9, details: { firstName: 'June' } });
});

test('bad lines are reported by number and reason without their content, and the good lines are imported', async () => {
  const secret = 'hunter2';
  const lines: [text: string | Buffer, reason: RegExp | null][] = [
    [`\ufeff${JSON.stringify(studioRow())}\r`, null],
    ['', null],
    [`{"username":"${secret}"`, /not JSON/],
    [`"${secret}"`, /must be a JSON object/],
    ['[]', /must be a JSON object/],
    [JSON.stringify(studioRow({ username: 5 })), /^username must be text$/],
    [JSON.stringify(studioRow({ username: '  ' })), /^username must not be blank/],
    [JSON.stringify(studioRow({ username: 'a\nb' })), /^username must be 1 to 255 characters/],
    [JSON.stringify(studioRow({ email: `${secret}@x,b@y` })), /^email must be one mail address$/],
    [JSON.stringify(studioRow({ enabled: secret })), /^enabled must be true or false$/],
    [JSON.stringify(studioRow({ enabled: undefined, email: 7 })), /^email must be text or null; enabled must be true or false$/],
    [JSON.stringify(studioRow({ externally_managed: undefined })), /^externally_managed must be true or false$/],
    [Buffer.from([0x7b, 0xff, 0x7d]), /not UTF-8/],
    [JSON.stringify(studioRow({ first_name: 'x'.repeat(350_001) })), /longer than 350000 bytes/],
    [JSON.stringify(studioRow({ username: 'last' })), null],
  ];
  const text = Buffer.concat(lines.flatMap(([line], index) => [Buffer.from(index > 0 ? '\n' : ''), Buffer.from(line)]));
  const { code, counts } = await importText('crafter-studio', text);
  expect({ code, counts }).toMatchObject({
    code: 2,
    counts: { lines: 15, created: 2, bad: 12, report: `${path()}.bad-lines.jsonl` },
  });
  const reported = await badLines();
  const expected = lines.flatMap(([, reason], index) =>
    reason ? [{ line: index + 1, reason: expect.stringMatching(reason) }] : [],
  );
  expect(reported).toEqual(expected);
  expect(JSON.stringify(reported)).not.toContain(secret);

  const corrected = await importLines('crafter-studio', [studioRow()]);
  expect({ code: corrected.code, isReported: existsSync(`${path()}.bad-lines.jsonl`) }).toEqual({ code: 0, isReported: false });
});

test.each<[Realm, object, RegExp]>([
  ['crafter-profile', studioRow(), /^_id must be 24 hexadecimal digits/],
  ['crafter-profile', { _id: 'a'.repeat(24), username: 'x', createdOn: 'soon' }, /^createdOn must be a time$/],
  ['crafter-profile', { _id: 'a'.repeat(24), username: 'x', roles: 'ADMIN' }, /^roles must be an array$/],
  ['crafter-profile', { _id: 'a'.repeat(24), username: 'x', attributes: [] }, /^attributes must be an object$/],
  ['crafter-studio', { _id: 'a'.repeat(24), username: 'x', enabled: true }, /^externally_managed/],
  ['traffic-ops', studioRow(), /^role must be/],
  ['traffic-ops', { username: 'x', role: 'admin', city: {} }, /^city must be/],
])('a line of another product or a wrong value is refused in %s: %j', async (realm, line, reason) => {
  expect(await importLines(realm, [line])).toMatchObject({ code: 2, writes: 0, counts: { created: 0, bad: 1 } });
  expect(await badLines()).toEqual([{ line: 1, reason: expect.stringMatching(reason) }]);
});

test('a line that DynamoDB refuses is a bad line', async () => {
  // The embedded database has no limit on nesting.
  bench.beforeNextWrite(() => Promise.reject(Object.assign(new Error('nested too deep'), { name: 'ValidationException' })));
  const { code, counts } = await importLines('crafter-studio', [studioRow(), studioRow()]);
  expect({ code, counts }).toMatchObject({ code: 2, counts: { created: 1, bad: 1 } });
  expect(await badLines()).toEqual([{ line: 1, reason: 'DynamoDB refuses it: nested too deep' }]);
});

test('a dry run reports the same and writes nothing', async () => {
  const row = studioRow();
  const rows = [row, studioRow({ username: 5 })];
  expect(await importLines('crafter-studio', rows, '--dry-run')).toMatchObject({
    code: 2,
    writes: 0,
    counts: { created: 1, bad: 1 },
  });
  expect(await badLines()).toHaveLength(1);
  expect(await bench.accounts().find({ realm: 'crafter-studio', id: row.username })).toBeUndefined();
  expect((await readdir(bench.folder())).filter((name) => name.includes('progress'))).toEqual([]);
});

test('a progress bar appears on a terminal only', async () => {
  await writeFile(path(), JSON.stringify(studioRow()));
  const words = ['accounts', 'import', path(), '--realm', 'crafter-studio'];
  expect((await runWords(words, true)).err).toMatch(/^\r\[#+\] 100 % {2}1 lines/);
  expect((await runWords(words)).err).toBe('');
});

test('a report that cannot be written is refused before anything is imported', async () => {
  const row = studioRow();
  const {
    code,
    err,
    writes: written,
  } = await importLines('crafter-studio', [row], '--report', join(bench.folder(), 'no', 'where'));
  expect({ code, written }).toEqual({ code: 1, written: 0 });
  expect(err).toMatch(/Cannot write the report to .*no\/where \(ENOENT\)/);
});
