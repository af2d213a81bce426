import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { dynamoApplications } from '#lib/dynamo/dynamo-applications.ts';
import { deleteApplication, listApplications, storeApplication } from '#lib/dynamo/operator/applications.ts';
import { operatorClient } from '#lib/dynamo/operator/operator-client.ts';
import { isExpired } from '#lib/reset/application.ts';
import { sha256 } from '#lib/reset/token.ts';
import { type Database, startDatabase } from '#test/start-database.ts';
import { admin, adminJson, pointAt, runWords } from './run-words.ts';

let database: Database;

beforeAll(async () => {
  database = await startDatabase();
  pointAt({ databaseUrl: database.endpoint });
});
beforeEach(async () => {
  for await (const { accessTokenHash } of listApplications(database.settings)) {
    await deleteApplication(database.settings, accessTokenHash);
  }
});
afterAll(async () => {
  operatorClient().destroy();
  await database.stop();
});

const hour = 3_600_000;

async function created(name: string, options = ''): Promise<{ id: string; accessTokenId: string }> {
  return adminJson(`applications create ${name} --tenant mine --url https://app.example.com/reset ${options}`.trim());
}

const find = (accessTokenId: string) => dynamoApplications(database.settings).find(sha256(accessTokenId));

test('a name belongs to one application', async () => {
  const { id } = await created('my-app');
  const again = await admin('applications create my-app --tenant other --url https://x');
  expect(again).toEqual({
    code: 1,
    out: '',
    err: `There is an application my-app already (${id}). For a new access token run applications rotate, or choose another name.\n`,
  });
  await admin('applications revoke my-app');
  await expect(created('my-app')).resolves.toMatchObject({ id: expect.any(String) });
});

test('rotate gives the application a new access token, and the former one works for another day', async () => {
  const former = await created('my-app', '--expires 2100-01-31');
  const before = Date.now();
  const { code, out } = await admin('applications rotate my-app');
  expect(code).toBe(0);
  const [fate, note, accessTokenId = ''] = out.trimEnd().split('\n');
  expect(fate).toMatch(/^The former one works until \S+Z\.$/);
  expect(note).toBe(
    'Below is the new access token id of my-app. It is shown only this once, because Rekey stores only its hash.',
  );
  expect(accessTokenId).toMatch(/^[\w-]{32}$/);

  const successor = await find(accessTokenId);
  expect(successor).toEqual({
    accessTokenHash: sha256(accessTokenId),
    name: 'my-app',
    tenantPermissions: [{ tenant: 'mine', allowedActions: ['MANAGE_PROFILES'] }],
    expiresOn: Date.UTC(2100, 0, 31),
    resetPasswordUrls: ['https://app.example.com/reset'],
  });
  const retired = await find(former.accessTokenId);
  expect(retired).toEqual({
    ...successor,
    accessTokenHash: sha256(former.accessTokenId),
    name: `my-app (former, ${former.id})`,
    expiresOn: expect.any(Number),
  });
  expect(retired?.expiresOn).toBeGreaterThanOrEqual(before + 24 * hour);
  expect(retired && isExpired(retired, Date.now() + 23 * hour)).toBe(false);
  expect(retired && isExpired(retired, Date.now() + 24 * hour)).toBe(true);
  // Every name still means one application.
  await admin('applications rotate my-app');
  const names = (await adminJson('applications list')).applications.map(({ name }: { name: string }) => name);
  expect(new Set(names).size).toBe(3);
  expect((await runWords(['applications', 'revoke', `my-app (former, ${former.id})`])).code).toBe(0);
});

test('rotate with --keep-hours 0 ends the former access token at once', async () => {
  const former = await created('my-app');
  const { out } = await admin('applications rotate my-app --keep-hours 0');
  expect(out).toMatch(/^The former access token no longer works\.\n/);
  expect(await find(former.accessTokenId)).toBeUndefined();
  expect((await adminJson('applications list')).applications).toHaveLength(1);
});

test('rotate never makes a former access token live longer', async () => {
  const soon = new Date(Date.now() + 24 * hour).toISOString().slice(0, 10);
  const former = await created('my-app', `--expires ${soon}`);
  await admin('applications rotate my-app --keep-hours 720 --expires 2100-01-01');
  expect(await find(former.accessTokenId)).toMatchObject({ expiresOn: Date.parse(soon) });
});

test('rotate takes an access token that clients already have, and does not print it', async () => {
  await created('my-app');
  const token = '0123456789abcdef0';
  const { out } = await admin(`applications rotate my-app --access-token ${token}`);
  expect(out).not.toContain(token);
  expect(await find(token)).toMatchObject({ name: 'my-app' });
});

test('rotate that cannot end the former access token leaves the application as it was', async () => {
  const former = await created('my-app');
  operatorClient().middlewareStack.add(
    (next, { commandName }) =>
      (given) => {
        if (commandName === 'UpdateItemCommand') {
          throw Object.assign(new Error('away'), { code: 'ECONNREFUSED' });
        }
        return next(given);
      },
    { step: 'initialize', name: 'fail' },
  );
  const { code, out, err } = await admin('applications rotate my-app');
  operatorClient().middlewareStack.remove('fail');
  expect({ code, out, err }).toEqual({ code: 1, out: '', err: 'No answer: away\n' });
  const { applications } = await adminJson('applications list');
  expect(applications).toMatchObject([{ id: former.id, name: 'my-app', expiresOn: null }]);
});

test('rotate asks for a new day if the access token has expired', async () => {
  const { settings } = database;
  const application = { accessTokenHash: 'a'.repeat(64), name: 'old-app', tenantPermissions: [], resetPasswordUrls: [] };
  await storeApplication(settings, { ...application, expiresOn: 1_000 });
  expect((await admin('applications rotate old-app')).err).toBe(
    'The access token of old-app expired on 1970-01-01T00:00:01.000Z. Give --expires with a new day.\n',
  );
  expect((await admin('applications rotate old-app --expires 2100-01-01')).out).toMatch(
    /^The former access token no longer works/,
  );
  expect((await adminJson('applications list')).applications).toHaveLength(1);
});

test.each([
  ['nothing', /There is no application nothing/],
  ['my-app --keep-hours 721', /whole number from 0 to 720/],
  ['my-app --keep-hours -1', /whole number from 0 to 720/],
  ['my-app --expires 2001-01-01', /must be in the future/],
  ['my-app --access-token short', /16 to 255/],
])('rotate refuses %s', async (words, message) => {
  const former = await created('my-app');
  const { code, out, err } = await admin(`applications rotate ${words}`);
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err).toMatch(message);
  expect((await adminJson('applications list')).applications).toMatchObject([{ id: former.id, name: 'my-app' }]);
});
