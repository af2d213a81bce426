import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import bcrypt from 'bcryptjs';
import { answerProfile } from '#lib/dialects/crafter-profile/answer-profile.ts';
import type { Account, Realm } from '#lib/reset/ports.ts';
import { importBench, studioRow } from './import-bench.ts';

const bench = importBench();
const { importText, importLines, badLines, stored } = bench;

let made = 0;
const profileId = () => (++made).toString(16).padStart(24, '5');
const document = (differences: object = {}) => {
  const _id = profileId();
  return { _id, username: `profile${made}`, email: `profile${made}@example.com`, enabled: true, ...differences };
};
const user = (differences: object = {}) => {
  const username = `ops${++made}`;
  return { username, email: `${username}@example.com`, role: 'operations', tenant: 'root', ...differences };
};
const answered = (account: Account): string => answerProfile(account, {}, '').body;

const canonical = {
  age: { $numberInt: '41' },
  score: { $numberDouble: '4.5' },
  count: { $numberLong: '7' },
  price: { $numberDecimal: '12.50' },
  birth: { $date: { $numberLong: '1495811673842' } },
  ref: { $oid: '59284659D4C650213CC2F3FC' },
  device: { $binary: { base64: 'AAECAwQFBgcICQoLDA0ODw==', subType: '04' } },
  picture: { $binary: { base64: 'aGVsbG8=', subType: '00' } },
  mood: { $symbol: 'good' },
  gone: { $undefined: true },
  endless: { $numberDouble: '-Infinity' },
  nested: { list: [{ $numberInt: '1' }, { since: { $date: { $numberLong: '5' } } }] },
};
const relaxed = {
  age: 41,
  score: 4.5,
  count: 7,
  price: 12.5,
  birth: { $date: '2017-05-26T15:14:33.842Z' },
  ref: { $oid: '59284659d4c650213cc2f3fc' },
  device: { $uuid: '00010203-0405-0607-0809-0a0b0c0d0e0f' },
  picture: { $binary: 'aGVsbG8=', $type: '00' },
  mood: 'good',
  gone: null,
  endless: '-Infinity',
  nested: { list: [1, { since: { $date: 5 } }] },
};
const plain = {
  ...relaxed,
  birth: 1_495_811_673_842,
  ref: '59284659d4c650213cc2f3fc',
  device: '00010203-0405-0607-0809-0a0b0c0d0e0f',
  picture: 'aGVsbG8=',
  nested: { list: [1, { since: 5 }] },
};

test('MongoDB’s extended JSON is read everywhere, and its canonical and relaxed forms are alike', async () => {
  const line = document({ createdOn: { $date: { $numberLong: '1495811673842' } }, enabled: true, attributes: canonical });
  expect(await importLines('crafter-profile', [line])).toMatchObject({ code: 0, counts: { created: 1 } });
  const { account } = await stored('crafter-profile', line._id);
  expect(account.details.attributes).toEqual(plain);
  const again = { ...line, _id: { $oid: line._id }, createdOn: { $date: '2017-05-26T15:14:33.842Z' }, attributes: relaxed };
  expect(await importLines('crafter-profile', [again])).toMatchObject({ writes: 0, counts: { unchanged: 1 } });
});

test('a number that a double cannot hold is stored, compared and answered with all its digits', async () => {
  const numbers =
    '{"long":10153412345678901,"wrapped":{"$numberLong":"-9223372036854775808"},"fine":0.1234567890123456789012345678901234567,"safe":4.50}';
  const { _id, ...rest } = document();
  const line = JSON.stringify({ _id, ...rest, attributes: 0 }).replace('"attributes":0', `"attributes":${numbers}`);
  expect(await importText('crafter-profile', line)).toMatchObject({ code: 0, counts: { created: 1 } });
  expect(answered((await stored('crafter-profile', _id)).account)).toContain(
    '"attributes":{"long":10153412345678901,"wrapped":-9223372036854775808,"fine":0.1234567890123456789012345678901234567,"safe":4.5}',
  );
  expect(await importText('crafter-profile', line)).toMatchObject({ writes: 0 });
  const changed = line.replace('678901,', '678902,');
  expect(await importText('crafter-profile', changed)).toMatchObject({ writes: 1 });
  expect(answered((await stored('crafter-profile', _id)).account)).toContain('"long":10153412345678902,');
});

test('attributes named like a part of JavaScript are stored', async () => {
  const { _id, ...rest } = document();
  const odd = '{"constructor":"some text","prototype":{"constructor":{"name":"Set"}},"toString":[]}';
  const line = JSON.stringify({ _id, ...rest, attributes: 0 }).replace('"attributes":0', `"attributes":${odd}`);
  expect(await importText('crafter-profile', line)).toMatchObject({ code: 0, counts: { created: 1 } });
  expect(answered((await stored('crafter-profile', _id)).account)).toContain(`"attributes":${odd}`);
});

test('an attribute that cannot be stored is left out with the reason, and the person is imported', async () => {
  const { _id, ...rest } = document();
  const deep = `${'['.repeat(31)}${']'.repeat(31)}`;
  const attributes = `{"big":1e126,"exact":1${'0'.repeat(38)}1,"tiny":{"at":[1e-131]},"deep":${deep},"__proto__":1,"inner":{"__proto__":1},"long":"${'x'.repeat(400_000)}","kept":1}`;
  const line = JSON.stringify({ _id, ...rest, attributes: 0 }).replace('"attributes":0', `"attributes":${attributes}`);
  expect(await importText('crafter-profile', line)).toMatchObject({
    code: 0,
    counts: { created: 1, bad: 0, attributesLeftOut: 1 },
  });
  expect((await stored('crafter-profile', _id)).account.details.attributes).toEqual({ kept: 1 });
  const number = 'DynamoDB does not store a number with more than 38 digits, or one that is this large or small';
  expect(await badLines()).toEqual([
    {
      line: 1,
      imported: true,
      reason: [
        `attributes.big is left out: ${number}`,
        `attributes.exact is left out: ${number}`,
        `attributes.tiny is left out: ${number}`,
        'attributes.deep is left out: it is nested more than 30 levels deep',
        'attributes.__proto__ is left out: a key named __proto__ cannot be stored',
        'attributes.inner is left out: a key named __proto__ cannot be stored',
        'attributes.long is left out: the attributes are longer than 300000 bytes together',
      ].join('; '),
    },
  ]);
});

test('if DynamoDB refuses the attributes, they are left out with its reason, and the person is imported', async () => {
  const line = document({ attributes: { odd: '?' } });
  bench.beforeNextWrite(() => Promise.reject(Object.assign(new Error('odd'), { name: 'ValidationException' })));
  expect(await importLines('crafter-profile', [line])).toMatchObject({ code: 0, counts: { created: 1, attributesLeftOut: 1 } });
  expect((await stored('crafter-profile', line._id)).account.details).toEqual({});
  expect(await badLines()).toEqual([{ line: 1, imported: true, reason: 'attributes is left out: DynamoDB refuses it: odd' }]);
});

test.each<[Realm, (value: null | undefined) => { username: string; _id?: string }]>([
  ['crafter-profile', (value) => document({ roles: value })],
  ['crafter-profile', (value) => document({ attributes: value })],
  ['crafter-profile', (value) => document({ createdOn: value, lastModified: value })],
  ['crafter-profile', (value) => document({ verified: value, enabled: value })],
  ['crafter-studio', (value) => studioRow({ deleted: value, locale: value })],
  ['crafter-studio', (value) => studioRow({ externallyManaged: value })],
  ['traffic-ops', (value) => user({ lastUpdated: value })],
  ['traffic-ops', (value) => user({ role: 3, rolename: value, roleName: value })],
])('null counts as absent in %s (%#)', async (realm, line) => {
  const [absent, withNull] = [line(undefined), line(null)];
  expect(await importLines(realm, [absent, withNull])).toMatchObject({ code: 0, counts: { created: 2, bad: 0 } });
  const accountOf = async ({ _id, username }: { _id?: string; username: string }) => {
    const { account } = await stored(realm, _id ?? username);
    const { id, username: name, email, credentialStamp, createdOn, lastModified, ...fields } = account;
    return fields;
  };
  expect(await accountOf(withNull)).toEqual(await accountOf(absent));
});

test.each([
  ['2024-01-02 09:00:00', Date.UTC(2024, 0, 2, 9)],
  ['2024-01-02T09:00:00.123456', Date.UTC(2024, 0, 2, 9, 0, 0, 123)],
  ['2024-01-02', Date.UTC(2024, 0, 2)],
  ['2024-01-02 09:00:00+00', Date.UTC(2024, 0, 2, 9)],
  ['2024-01-02T09:00:00.5-03:30', Date.UTC(2024, 0, 2, 12, 30, 0, 500)],
  ['2024-01-02T09:00:00.842+0000', Date.UTC(2024, 0, 2, 9, 0, 0, 842)],
])('the time %s is read', async (text, time) => {
  const line = user({ lastUpdated: text });
  expect(await importLines('traffic-ops', [line])).toMatchObject({ code: 0 });
  expect((await stored('traffic-ops', line.username)).account.lastModified).toBe(time);
});

test('a time without a zone is in UTC, whatever the zone of the operator’s machine is', async () => {
  const script = "import { timeOf } from '#infra/admin/import/moment.ts'; console.log(timeOf('2024-01-02 09:00:00'))";
  const env = { ...process.env, TZ: 'America/New_York' };
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], { env });
  expect(Number(stdout)).toBe(Date.UTC(2024, 0, 2, 9));
});

test.each(['5', '2024', 'May 26, 2017', '26/05/2017', '2024-02-30T00:00:00Z', '2024-01-02T25:00:00Z', '1 January', ''])(
  '“%s” is not a time',
  async (text) => {
    expect(await importLines('traffic-ops', [user({ lastUpdated: text })])).toMatchObject({ code: 2, counts: { bad: 1 } });
    expect(await badLines()).toEqual([{ line: 1, reason: 'lastUpdated must be a time' }]);
  },
);

test('a bcrypt hash that no login here can verify counts as another kind of hash', async () => {
  const good = await bcrypt.hash('a password', 4);
  const odd = [
    good.replace('$04$', '$17$'),
    good.replace('$04$', '$31$'),
    good.replace('$04$', '$03$'),
    `${good.slice(0, 28)}P${good.slice(29)}`,
    `${good.slice(0, 59)}/`,
    good.replace('$2b$', '$2x$'),
  ];
  const rows = [...odd, good, good.replace('$04$', '$16$')].map((password) => studioRow({ password }));
  const { counts } = await importLines('crafter-studio', rows);
  expect(counts).toMatchObject({ created: 8, passwordsLeftOut: odd.length });
  const hashes = await Promise.all(
    rows.map(async ({ username }) => (await stored('crafter-studio', username)).passwordHash !== null),
  );
  expect(hashes).toEqual([...odd.map(() => false), true, true]);
});

test('the locale de/DE is read', async () => {
  const row = studioRow({ locale: 'de/DE' });
  await importLines('crafter-studio', [row]);
  expect((await stored('crafter-studio', row.username)).account.locale).toBe('de-DE');
});

test('Studio’s built-in git_repo_user is not imported', async () => {
  const row = { ...studioRow(), username: 'git_repo_user', email: 'evalgit@example.com' };
  expect(await importLines('crafter-studio', [row, studioRow()])).toMatchObject({
    code: 0,
    writes: 1,
    counts: { created: 1, builtIn: 1, bad: 0 },
  });
  await expect(stored('crafter-studio', 'git_repo_user')).rejects.toThrow('no account');
});

test('what mail cannot be sent to is counted and listed, and the account is imported', async () => {
  const rows = ['jürgen@example.com', 'me@mail_host.example', 'me@-dash.example', 'me@☃.example', '', 'fine@example.com'].map(
    (email) => studioRow({ email }),
  );
  expect(await importLines('crafter-studio', rows)).toMatchObject({ code: 0, counts: { created: 6, bad: 0, unmailable: 5 } });
  const noMail = 'no mail can go to its address';
  expect(await badLines()).toEqual([
    ...[1, 2, 3, 4].map((line) => ({ line, imported: true, reason: noMail })),
    { line: 5, imported: true, reason: 'it has no address' },
  ]);
  expect(await importLines('crafter-studio', rows)).toMatchObject({ writes: 0, counts: { unchanged: 6, unmailable: 5 } });
});

test('doubled backslashes of an export without --raw are pointed out', async () => {
  const batch = String.raw`{"username": "corp\\\\jbloggs", "email": "jb@example.com", "enabled": 1, "externally_managed": 0}
{"username": "jane.doe", "email": "jane@example.com", "enabled": 1, "externally_managed": 0, "first_name": "Jane \\"JD\\""}`;
  expect(await importText('crafter-studio', batch)).toMatchObject({
    code: 2,
    counts: { created: 1, bad: 1, doubledBackslashes: 1 },
  });
  expect(await badLines()).toEqual([
    { line: 1, imported: true, reason: 'it holds a doubled backslash: export again with mysql --raw' },
    { line: 2, reason: 'not JSON: every line must hold one JSON object. If mysql made the file, export again with --raw' },
  ]);
  const raw = batch.replaceAll('\\\\', '\\');
  const imported = await importText('crafter-studio', raw);
  expect(imported).toMatchObject({ code: 0, counts: { created: 2, doubledBackslashes: 0 } });
  expect((await stored('crafter-studio', 'corp\\jbloggs')).account.email).toBe('jb@example.com');
});

test('a file with one account twice imports its last line only, and nothing when it is run again', async () => {
  const row = studioRow();
  const other = Array.from({ length: 150 }, () => studioRow());
  const lines = [row, ...other, { ...row, first_name: 'June' }, { ...row, email: 'third@example.com', first_name: 'Jill' }];
  const first = await importLines('crafter-studio', lines);
  expect(first).toMatchObject({ code: 0, writes: 151, counts: { created: 151, changed: 0, repeated: 2 } });
  const { account } = await stored('crafter-studio', row.username);
  expect(account).toMatchObject({ email: 'third@example.com', details: { firstName: 'Jill' } });
  expect(await importLines('crafter-studio', lines)).toMatchObject({ writes: 0, counts: { unchanged: 151, repeated: 2 } });
  expect((await stored('crafter-studio', row.username)).account.credentialStamp).toBe(account.credentialStamp);
});

test('Studio usernames that differ only in letter case or in blanks at the end are one account', async () => {
  const row = studioRow();
  const loud = { ...row, username: `${row.username.toUpperCase()} ` };
  expect(await importLines('crafter-studio', [loud, row])).toMatchObject({ writes: 1, counts: { created: 1, repeated: 1 } });
});

test.each<[name: string, text: string | Buffer, sentence: RegExp]>([
  ['a JSON array', '\ufeff [\n{"username":"x"}]', /one JSON array.*jq -c '\.\[\]'/],
  ['an answer of Traffic Ops', '{"response":[{"username":"x"}]}', /whole answer of the API.*jq -c '\.response\[\]'/],
  ['an answer of Traffic Ops with alerts', '{ "alerts": [], "response":[]}', /whole answer of the API/],
  ['an object on several lines', '{\r\n  "username": "x"\r\n}', /several lines.*jq -c \./],
  ['an object on several lines with the first key beside the brace', '{"username": "x",\n"role": 1}', /several lines/],
  ['UTF-16 with a mark', Buffer.from('\ufeff{"username":"x"}', 'utf16le'), /UTF-16.*iconv -f UTF-16 -t UTF-8/],
  ['UTF-16 without a mark', Buffer.from('{"username":"x"}', 'utf16le'), /UTF-16LE.*iconv -f UTF-16LE -t UTF-8/],
  ['UTF-16, big end first', Buffer.from('{"username":"x"}', 'utf16le').swap16(), /UTF-16BE/],
  ['a compressed file', Buffer.from([0x1f, 0x8b, 8, 0]), /compressed/],
])('%s is refused with one sentence', async (_, text, sentence) => {
  const { code, err, writes } = await importText('traffic-ops', text);
  expect({ code, writes, sentences: err.trimEnd().split('\n').length }).toEqual({ code: 1, writes: 0, sentences: 1 });
  expect(err).toMatch(sentence);
});
