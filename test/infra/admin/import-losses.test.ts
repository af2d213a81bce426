import { expect, test } from '@jest/globals';
import { losesTooMuch } from '#infra/admin/import/survey-file.ts';
import type { Realm } from '#lib/reset/ports.ts';
import { importBench, studioRow } from './import-bench.ts';
import { admin } from './run-words.ts';

const bench = importBench();
const { importLines, stored } = bench;

let made = 0;
const document = () => {
  const _id = (++made).toString(16).padStart(24, '6');
  const attributes = { a: 1 };
  return {
    _id,
    username: `p${made}`,
    email: `p${made}@example.com`,
    enabled: true,
    tenant: 't',
    roles: ['R'],
    verified: true,
    attributes,
  };
};
const user = (username: string, differences: object = {}) => ({
  username,
  email: `${username}@example.com`,
  role: 'admin',
  tenant: 'root',
  ...differences,
});

test('Row 8: what a file does not have stays as it is', async () => {
  const lines = Array.from({ length: 30 }, document);
  await importLines('crafter-profile', lines);
  const before = await Promise.all(lines.map(({ _id }) => stored('crafter-profile', _id)));
  const bare = lines.map(({ _id, username }) => ({ _id, username }));
  expect(await importLines('crafter-profile', bare)).toMatchObject({ code: 0, writes: 0, counts: { unchanged: 30, losses: 0 } });
  expect(await Promise.all(lines.map(({ _id }) => stored('crafter-profile', _id)))).toEqual(before);
  expect(await importLines('crafter-profile', lines)).toMatchObject({ writes: 0 });
});

test('Row 8: a file without a column does not hide what the column says later', async () => {
  const { _id, username, ...rest } = document();
  await importLines('crafter-profile', [{ _id, username }]);
  expect((await stored('crafter-profile', _id)).account).toMatchObject({ email: null, enabled: false, tenant: null });
  await importLines('crafter-profile', [{ _id, username, ...rest }]);
  expect((await stored('crafter-profile', _id)).account).toMatchObject({ email: rest.email, enabled: true, tenant: 't' });
});

test('Row 8: Traffic Ops and Studio lines without a column delete nothing either', async () => {
  await importLines('traffic-ops', [user('whole', { city: 'Bonn' })]);
  expect(await importLines('traffic-ops', [{ username: 'whole', role: 3 }])).toMatchObject({ writes: 1 });
  expect((await stored('traffic-ops', 'whole')).account).toMatchObject({
    email: 'whole@example.com',
    tenant: 'root',
    enabled: true,
    details: { city: 'Bonn', roleId: 3 },
  });
  await importLines('traffic-ops', [user('shut', { role: 'disallowed' })]);
  await importLines('traffic-ops', [user('shut', { role: 5 })]);
  expect((await stored('traffic-ops', 'shut')).account.enabled).toBe(false);

  const row = studioRow({ deleted: 1, last_name: 'Doe' });
  await importLines('crafter-studio', [row]);
  const { username } = row;
  await importLines('crafter-studio', [{ username, enabled: 1, externally_managed: 0 }]);
  expect((await stored('crafter-studio', username)).account).toMatchObject({
    email: row.email,
    enabled: false,
    details: { firstName: 'Jane', lastName: 'Doe' },
  });
  await importLines('crafter-studio', [{ ...row, deleted: 0 }]);
  expect((await stored('crafter-studio', username)).account.enabled).toBe(true);
});

test.each([
  ['address', { email: null }, { email: null }],
  ['enabled state', { enabled: 0 }, { enabled: false }],
  ['openness', { externally_managed: 1 }, { externallyManaged: true }],
])(
  'Row 8: an import stops before it writes if more than 1 %% and more than 10 accounts would lose their %s',
  async (...given) => {
    const [, loss, lost] = given;
    const rows = Array.from({ length: 100 }, () => studioRow());
    await importLines('crafter-studio', rows);
    const losing = (count: number, among: number) =>
      rows.slice(0, among).map((row, index) => ({ ...row, ...(index < count && loss), first_name: 'June' }));

    const stopped = await importLines('crafter-studio', losing(11, 100));
    expect(stopped).toMatchObject({ code: 1, writes: 0 });
    expect(stopped.err).toBe(
      'The import stopped before it changed anything: 11 of 100 accounts would lose their address or be closed. See whether the file has every column and every value. To import it as it is, add --accept-losses.\n',
    );
    const dry = await importLines('crafter-studio', losing(11, 100), '--dry-run');
    expect(dry).toMatchObject({ code: 1, writes: 0, counts: { losses: 11, stops: true, changed: 100 } });

    expect(await importLines('crafter-studio', losing(10, 50))).toMatchObject({ code: 0, writes: 50, counts: { losses: 10 } });
    const accepted = await importLines('crafter-studio', losing(21, 100), '--accept-losses');
    expect(accepted).toMatchObject({ code: 0, writes: 61, counts: { losses: 11 } });
    expect((await stored('crafter-studio', `${rows[20]?.username}`)).account).toMatchObject(lost);
  },
);

test.each([
  [10, 11, false],
  [11, 11, true],
  [11, 1_099, true],
  [11, 1_100, false],
  [1_001, 100_000, true],
])('Row 8: whether %i losses among %i accounts are too many: %s', (losses, accounts, stops) => {
  expect(losesTooMuch({ losses, accounts })).toBe(stops);
});

test('Row 8: of an account that appears twice, only what the last line takes away is a loss', async () => {
  const rows = Array.from({ length: 20 }, () => studioRow());
  await importLines('crafter-studio', rows);
  const disabled = rows.map((row) => ({ ...row, enabled: 0 }));
  expect(await importLines('crafter-studio', [...disabled, ...rows])).toMatchObject({
    code: 0,
    writes: 0,
    counts: { losses: 0 },
  });
  expect(await importLines('crafter-studio', [...rows, ...disabled])).toMatchObject({ code: 1, writes: 0 });
});

test.each<[Realm, object]>([
  ['traffic-ops', user('made')],
  ['crafter-studio', { ...studioRow(), username: 'made' }],
])('the first import of an account in %s does not undo what the operator made', async (realm, line) => {
  await admin(`accounts create made --realm ${realm} --email made@example.com --externally-managed`);
  await importLines(realm, [line]);
  expect((await stored(realm, 'made')).account).toMatchObject({ externallyManaged: true, enabled: true });

  const closed = { ...line, username: 'closed' };
  await admin(`accounts create closed --realm ${realm} --email closed@example.com --disabled`);
  await importLines(realm, [closed]);
  await importLines(realm, [closed]);
  expect((await stored(realm, 'closed')).account).toMatchObject({ externallyManaged: false, enabled: false });

  const bare = { ...line, username: 'bare', email: null, tenant: null };
  await admin(`accounts create bare --realm ${realm} --email bare@example.com --tenant t`);
  await importLines(realm, [bare]);
  expect((await stored(realm, 'bare')).account).toMatchObject({ email: 'bare@example.com', tenant: 't' });

  const open = { ...line, username: 'open', enabled: 0, role: 'disallowed' };
  await admin(`accounts create open --realm ${realm} --email open@example.com`);
  await importLines(realm, [open]);
  expect((await stored(realm, 'open')).account.enabled).toBe(false);
  await importLines(realm, [{ ...open, enabled: 1, role: 'admin' }]);
  expect((await stored(realm, 'open')).account.enabled).toBe(true);
});

test('a value that a reset changed stays, however often the file repeats the old one', async () => {
  const line = user('fresh', { newUser: true, lastAuthenticated: null });
  await importLines('traffic-ops', [line]);
  const { account } = await stored('traffic-ops', 'fresh');
  const { credentialStamp } = account;
  await bench.accounts().setPassword(account, {
    password: 'of the owner',
    credentialStamp,
    tenant: account.tenant,
    mustBeEnabled: true,
    details: { newUser: false },
    now: Date.now(),
  });
  expect(await importLines('traffic-ops', [line])).toMatchObject({ writes: 0 });
  expect((await stored('traffic-ops', 'fresh')).account.details).toMatchObject({ newUser: false, lastAuthenticated: null });
});

test('a value that someone changed in Rekey stays, even if a file in between did not have it', async () => {
  const without = user('mover');
  const line = { ...without, city: 'Bonn' };
  await importLines('traffic-ops', [line]);
  const { account } = await stored('traffic-ops', 'mover');
  const { credentialStamp } = account;
  const details = { city: 'Köln' };
  const { tenant } = account;
  const change = { password: 'of the owner', credentialStamp, tenant, mustBeEnabled: true, details, now: 1 };
  await bench.accounts().setPassword(account, change);
  expect(await importLines('traffic-ops', [{ ...without, company: 'Example' }])).toMatchObject({ writes: 1 });
  expect(await importLines('traffic-ops', [line])).toMatchObject({ writes: 0 });
  expect((await stored('traffic-ops', 'mover')).account.details).toMatchObject({ city: 'Köln', company: 'Example' });
});
