import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { oldPasswordOf } from '#infra/local/doubles/crafter-studio/seed-users.ts';
import type { StudioDouble } from '#infra/local/doubles/crafter-studio/start-studio-double.ts';
import type { StudioUserRow } from '#infra/local/doubles/crafter-studio/studio-store.ts';
import { studioServer } from '#lib/upstream/crafter-studio/studio-server.ts';
import type { ProductServer, ServerAccount } from '#lib/upstream/product-server.ts';
import { openStudio, studioClient, studioWrite } from './studio-bench.ts';

const long = 'a new pass phrase';

let double: StudioDouble;
let server: ProductServer;
beforeEach(async () => {
  ({ double, server } = await openStudio());
});
afterEach(() => double.stop());

const jane: ServerAccount = {
  realm: 'crafter-studio',
  id: '5',
  username: 'jane.doe',
  email: 'jane.doe@example.com',
  enabled: true,
  externallyManaged: false,
  tenant: null,
  createdOn: 0,
  lastModified: 0,
  details: { firstName: 'Jane', lastName: 'Doe' },
};

function user(username: string): StudioUserRow {
  const found = double.find(username);
  if (found === undefined) {
    throw new Error(`there is no ${username}`);
  }
  return found;
}

/** Creates a user without computing a hash. */
const create = (username: string, changes = {}) => double.store.createUser({ username, password: 'x', ...changes }, () => 'none');

describe('A user', () => {
  test.each(['jane.doe', 'JANE.Doe', '5'])('is found as %s, with the stored spelling and the id', async (id) => {
    await expect(server.find(id)).resolves.toEqual(jane);
    await expect(server.findUnchanged(id, '')).resolves.toEqual(jane);
  });

  test('is found by name with one call', async () => {
    await server.find('jane.doe');
    expect(double.requests.map(({ method, path }) => `${method} ${path}`)).toEqual(['GET /studio/api/2/users']);
  });

  test.each(['with+plus', 'at@example.com', 'name.json', 'NAME.XML', 'un_der.score'])(
    'is found under the name %s',
    async (name) => {
      const { id } = create(name);
      await expect(server.find(name)).resolves.toMatchObject({ id: `${id}`, username: name });
    },
  );

  test('U8 is nobody under a number if Studio refuses to set the password of such a name', async () => {
    const { id } = create("o'neil y");
    await expect(server.find(`${id}`)).resolves.toBeUndefined();
  });

  test('without an address has none', async () => {
    create('silent.user', { email: '' });
    await expect(server.find('silent.user')).resolves.toMatchObject({ email: null });
  });

  test('is found among thousands whose names begin alike', async () => {
    for (let index = 0; index < 1001; index++) {
      create(`many+${index}`);
    }
    await expect(server.find('many+1000')).resolves.toMatchObject({ username: 'many+1000' });
  });

  test('U8 that is disabled or external is told so', async () => {
    await expect(server.find('off.user')).resolves.toMatchObject({ enabled: false, externallyManaged: false });
    await expect(server.find('ldap.user')).resolves.toMatchObject({ enabled: true, externallyManaged: true });
  });

  test.each(['del.eted', '9', 'git_repo_user', 'GIT_repo_user', '2', 'nobody.here', '999'])('U8 is nobody: %s', async (id) => {
    await expect(server.find(id)).resolves.toBeUndefined();
  });

  test.each([
    '',
    '05',
    '0',
    '-1',
    '5.0',
    '.',
    '..',
    'a',
    'jane doe',
    'jane/doe',
    'jáne.doe',
    '../users',
    'a%2e',
    'x'.repeat(256),
    ' 5',
    '2147483648',
    '9999999999999999',
  ])('is nobody, and Studio is not asked: %j', async (id) => {
    await expect(server.find(id)).resolves.toBeUndefined();
    expect(double.requests).toEqual([]);
  });

  test('is nobody under a spelling that differs by more than letter case', async () => {
    create('rené.user');
    await expect(server.find('rene.user')).resolves.toBeUndefined();
  });

  test('is not looked up by address', async () => {
    await expect(server.findByAddress('jane.doe@example.com')).resolves.toEqual([]);
    await expect(server.fingerprint(jane)).resolves.toBe('');
    await expect(server.witness(jane, '', oldPasswordOf('jane.doe'))).resolves.toBe('unknown');
  });
});

describe('Setting a password', () => {
  test('U1 U9 logs in at Studio, the old one does not, and nothing else changes', async () => {
    const { password: _, ...before } = user('jane.doe');
    await expect(server.setPassword(jane, long)).resolves.toEqual({ outcome: 'set' });
    await expect(double.canLogIn('jane.doe', long)).resolves.toBe(true);
    await expect(double.canLogIn('jane.doe', oldPasswordOf('jane.doe'))).resolves.toBe(false);
    expect(user('jane.doe')).toMatchObject(before);
    expect(double.store.writes).toBe(1);
  });

  test('U4 that Studio takes for weak gives a reason that a person understands', async () => {
    await expect(server.setPassword(jane, 'short')).resolves.toEqual({
      outcome: 'refused-there',
      fault: { fault: 'too-guessable' },
    });
    await expect(double.canLogIn('jane.doe', oldPasswordOf('jane.doe'))).resolves.toBe(true);
  });

  test('U8 of an external user is refused', async () => {
    user('jane.doe').externallyManaged = true;
    await expect(server.setPassword(jane, long)).resolves.toEqual({ outcome: 'account-gone-or-closed' });
    expect(double.store.writes).toBe(0);
  });

  test('U5 that fails in the database leaves open whether it was set', async () => {
    const body = '{"response":{"code":1000,"message":"Internal system failure: Unknown database error"}}';
    double.inject({ ...studioWrite, fault: { kind: 'refuse', status: 500, body } });
    await expect(server.setPassword(jane, long)).resolves.toEqual({ outcome: 'no-answer' });
    double.inject({ method: 'GET', fault: { kind: 'html-500' } });
    user('jane.doe').externallyManaged = true;
    await expect(server.setPassword(jane, long)).resolves.toEqual({ outcome: 'no-answer' });
  });

  test.each([
    [404, 6000],
    [403, 6002],
  ])('U8 of a user who is gone or external is refused (%i, %i)', async (status, code) => {
    double.inject({ ...studioWrite, fault: { kind: 'refuse', status, body: `{"response":{"code":${code}}}` } });
    await expect(server.setPassword(jane, long)).resolves.toEqual({ outcome: 'account-gone-or-closed' });
  });
});

describe('The credential', () => {
  test('U7 travels in one header only', async () => {
    await server.find('5');
    await server.setPassword(jane, long);
    expect(double.requests).toHaveLength(3);
    for (const { path, query, body, headers } of double.requests) {
      expect(`${path}?${query}${body}`).not.toContain(double.serviceToken);
      expect(headers.authorization).toBe(`Bearer ${double.serviceToken}`);
    }
  });

  test('U5 that is not accepted is a fault of the settings', async () => {
    for (const row of double.store.accessTokens.values()) {
      row.enabled = false;
    }
    const problem = 'Crafter Studio answered with status 401 and code 2000: the access token is unknown, switched off or expired';
    await expect(server.find('jane.doe')).rejects.toMatchObject({ name: 'ServerMisconfigured', message: problem });
    await expect(server.setPassword(jane, long)).resolves.toEqual({ outcome: 'misconfigured', problem });
  });

  test('U5 that lacks a permission is a fault of the settings', async () => {
    user('rekey.service').permissions = ['read_users'];
    const problem = 'Crafter Studio answered with status 403 and code 2001: the user of the access token lacks a permission';
    await expect(server.setPassword(jane, long)).resolves.toEqual({ outcome: 'misconfigured', problem });
    user('rekey.service').permissions = [];
    await expect(server.find('jane.doe')).rejects.toMatchObject({ name: 'ServerMisconfigured', message: problem });
  });

  test('U5 that cannot be read means that nothing was sent', async () => {
    const without = studioServer({
      client: studioClient(double.url),
      accessToken: () => Promise.reject(new Error('no such secret')),
    });
    await expect(without.setPassword(jane, long)).rejects.toMatchObject({ name: 'ServerUnavailable' });
    await expect(without.find('jane.doe')).rejects.toMatchObject({ name: 'ServerUnavailable' });
    expect(double.requests).toEqual([]);
  });

  test('U5 a server that is not Studio is a fault of the settings', async () => {
    const elsewhere = studioServer({
      client: studioClient(double.url.replace('/studio', '/elsewhere')),
      accessToken: async () => 'x',
    });
    await expect(elsewhere.find('jane.doe')).rejects.toMatchObject({
      name: 'ServerMisconfigured',
      message:
        'Crafter Studio answered with status 404 and no code of its API: REKEY_CRAFTER_STUDIO_URL does not lead to Crafter Studio. It usually ends with /studio',
    });
  });
});
