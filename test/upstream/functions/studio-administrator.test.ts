import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { oldPasswordOf } from '#infra/local/doubles/crafter-studio/seed-users.ts';
import { logOf } from '#test/security/log-of.ts';
import { startUpstreamRekey, type UpstreamRekey } from '#test/upstream/upstream-rekey.ts';

let rekey: UpstreamRekey;
beforeAll(async () => {
  process.env.REKEY_LOG = 'nothing';
  rekey = await startUpstreamRekey();
});
afterAll(() => rekey.stop());

const phrase = 'correct horse battery staple';

const reset = (token: string, username: string, body?: object, address?: number) =>
  rekey.send(
    {
      method: 'POST',
      path: `/studio/api/2/user/reset-password/${username}`,
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      ...(body && { body: JSON.stringify(body) }),
    },
    address,
  );

test('A2 an administrator of Studio sets a password with the token that Studio gave out, and the owner is told', async () => {
  await expect(reset(rekey.studio.administratorToken, 'john.smith', { new: phrase })).resolves.toMatchObject({ status: 200 });
  await expect(rekey.studio.canLogIn('john.smith', phrase)).resolves.toBe(true);
  await expect(rekey.memory.shadows.find({ realm: 'crafter-studio', id: '6' })).resolves.toMatchObject({
    claim: null,
    noticeDue: expect.any(Number),
  });
});

test('K4 that ends the links of the user', async () => {
  const studio = '/studio/api/1/services/api/1/user';
  await rekey.send({ method: 'GET', path: `${studio}/forgot-password.json?username=jane.doe` });
  const token = await rekey.mailedToken();
  const validate = () => rekey.send({ method: 'GET', path: `${studio}/validate-token.json?token=${token}` });
  await expect(validate()).resolves.toMatchObject({ status: 200 });
  await expect(reset(rekey.studio.administratorToken, 'jane.doe', { new: phrase })).resolves.toMatchObject({ status: 200 });
  await expect(validate()).resolves.toMatchObject({ status: 401 });
});

test('an administrator of Studio has a reset mail sent', async () => {
  await expect(reset(rekey.studio.administratorToken, 'john.smith')).resolves.toMatchObject({ status: 200 });
  await expect(rekey.mailedToken()).resolves.toMatch(/^[\w-]{43}$/);
  expect(rekey.memory.mails.at(-1)?.to).toBe('john.smith@example.com');
});

test.each(['unknown', 'x'.repeat(5_000), 'a.b.c', ''])('A2 the token %# is refused, and nothing is written', async (token) => {
  const before = rekey.studio.store.writes;
  await expect(reset(token, 'jane.doe', { new: phrase })).resolves.toMatchObject({
    status: 401,
    body: '{"message":"Unauthorized"}',
  });
  expect(rekey.studio.store.writes).toBe(before);
});

test.each([
  ['an empty password', { new: '' }],
  ['no object', []],
])('A2 the credential is judged before a body with %s', async (_, body) => {
  await expect(reset('unknown', 'jane.doe', body)).resolves.toMatchObject({ status: 401 });
  await expect(reset(rekey.studio.administratorToken, 'jane.doe', body)).resolves.toMatchObject({ status: 400 });
});

test('U10 a server that is not Studio any more does not make the administrator’s token a bad one', async () => {
  rekey.studio.inject({ fault: { kind: 'redirect' } });
  const lines = await logOf(() =>
    expect(reset(rekey.studio.administratorToken, 'jane.doe', { new: phrase })).resolves.toMatchObject({ status: 500 }),
  );
  rekey.studio.clearFaults();
  expect(lines).toContainEqual(expect.objectContaining({ ServerMisconfigured: 1 }));
});

test('U7 a refused token of an administrator is nothing that an operator must act on', async () => {
  const lines = await logOf(() => reset('unknown', 'jane.doe', { new: phrase }));
  expect(JSON.stringify(lines)).not.toContain('ServerMisconfigured');
});

test('U8 a user that Studio calls external, deleted or built in gets no password', async () => {
  const token = rekey.studio.administratorToken;
  await expect(reset(token, 'ldap.user', { new: phrase })).resolves.toMatchObject({ status: 403 });
  await expect(reset(token, 'del.eted', { new: phrase })).resolves.toMatchObject({ status: 404 });
  await expect(reset(token, 'git_repo_user', { new: phrase })).resolves.toMatchObject({ status: 404 });
  await expect(rekey.studio.canLogIn('del.eted', oldPasswordOf('del.eted'))).resolves.toBe(false);
});

test('F7 whoever tries tokens is stopped by the limit of the address before Studio is asked', async () => {
  const statuses = new Set<number>();
  for (let count = 0; count < 62; count++) {
    statuses.add((await reset(`guess-${count}`, 'jane.doe', { new: phrase }, 71_000)).status);
  }
  expect([...statuses]).toEqual([401, 429]);
});
