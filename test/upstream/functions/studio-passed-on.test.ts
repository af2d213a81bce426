import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { oldPasswordOf } from '#infra/local/doubles/crafter-studio/seed-users.ts';
import type { Fault } from '#infra/local/doubles/server/faults.ts';
import { faultsOf } from '#test/golden/compare-answers.ts';
import {
  badParameters,
  changeOwnPassword,
  failure,
  forgotPassword,
  resetPassword,
  tooManyRequests,
  validateToken,
} from '#test/golden/crafter-studio-v2/parts.ts';
import type { GoldenRequest, GoldenResponse } from '#test/golden/exchange.ts';
import { startUpstreamRekey, type UpstreamRekey } from '#test/upstream/upstream-rekey.ts';

let rekey: UpstreamRekey;
beforeAll(async () => {
  process.env.REKEY_LOG = 'nothing';
  rekey = await startUpstreamRekey();
});
afterAll(() => rekey.stop());
beforeEach(() => rekey.studio.clearFaults());

const phrase = 'correct horse battery staple';
const place = { context: '/studio' } as const;
const json = { 'Content-Type': 'application/json' };

let people = 0;

/** A user of this test's own, with a Bearer token and a link. */
async function someone() {
  people++;
  const username = `passed.on${people}`;
  const { id } = rekey.studio.store.createUser({ username, password: oldPasswordOf(username) });
  const { token: bearer } = rekey.studio.store.createAccessToken(id, username);
  await rekey.send(forgotPassword(`?username=${username}`, {}, place).request);
  const link = await rekey.mailedToken();
  const works = async () => (await rekey.send(validateToken(`?token=${link}`, {}, place).request)).status === 200;
  expect(await works()).toBe(true);
  return { id, username, bearer, works };
}

const asAdministrator = () => ({ ...json, Authorization: `Bearer ${rekey.studio.administratorToken}` });

const reset = (username: string, body: unknown, headers: { [name: string]: string } = asAdministrator()) =>
  resetPassword(username, JSON.stringify(body), headers, place).request;
const change = (body: unknown, headers: { [name: string]: string }) =>
  changeOwnPassword(JSON.stringify(body), headers, place).request;

/** The answer of Studio itself to the same request. */
async function answerOfStudio({ method, path, headers, body }: GoldenRequest) {
  const response = await fetch(rekey.studio.url.replace('/studio', path), {
    method,
    ...(headers && { headers }),
    ...(body && { body: `${body}` }),
  });
  return { status: response.status, type: response.headers.get('content-type'), body: await response.text() };
}

const shown = ({ status, headers, body }: GoldenResponse) => ({ status, type: headers['Content-Type'] ?? null, body });

const shadowOf = (id: number) => rekey.memory.shadows.find({ realm: 'crafter-studio', id: `${id}` });

describe('An administrator who sets a password', () => {
  test('U3 K4 VR8 ends the user’s links, and the user is told', async () => {
    const { id, username, works } = await someone();
    const answer = await rekey.send(reset(username, { username, new: phrase }));
    expect(shown(answer)).toEqual(await answerOfStudio(reset(username, { username, new: phrase })));
    expect(answer.status).toBe(200);
    await expect(rekey.studio.canLogIn(username, phrase)).resolves.toBe(true);
    expect(await works()).toBe(false);
    await expect(shadowOf(id)).resolves.toMatchObject({ noticeDue: expect.any(Number), claim: null });
    expect(rekey.memory.shadows.noticeLanguages({ realm: 'crafter-studio', id: `${id}` })).toBe('');
  });

  test('VR4 the name in the body decides whose links end', async () => {
    const [one, other] = [await someone(), await someone()];
    const answer = await rekey.send(reset(one.username, { username: other.username.toUpperCase(), new: phrase }));
    expect(answer.status).toBe(200);
    await expect(rekey.studio.canLogIn(other.username, phrase)).resolves.toBe(true);
    expect([await one.works(), await other.works()]).toEqual([true, false]);
  });

  const refusals: readonly (readonly [string, (username: string) => GoldenRequest])[] = [
    ['VR1 without a credential', (username) => reset(username, { username, new: phrase }, json)],
    ['VR1 with a bad one', (username) => reset(username, { username, new: phrase }, { ...json, Authorization: 'Bearer x' })],
    ['VR2 with a blank password', (username) => reset(username, { username, new: ' ' })],
    ['VR2 with a bad name', (username) => reset(username, { username: 'no name', new: phrase })],
    ['VR2 with an array', (username) => reset(username, [])],
    [
      'VR3 without the right',
      (username) => reset(username, { username, new: phrase }, { ...json, Authorization: `Bearer ${plainToken}` }),
    ],
    ['VR5 for an unknown user', (username) => reset(username, { username: 'nobody.here', new: phrase })],
    ['VR6 with a weak password', (username) => reset(username, { username, new: 'weak' })],
    ['VR7 for an external user', (username) => reset(username, { username: 'ldap.user', new: phrase })],
  ];
  let plainToken = '';
  beforeAll(() => {
    plainToken = rekey.studio.store.createAccessToken(6, 'plain').token;
  });

  test.each(refusals)('%s gets Studio’s own answer, and no link ends', async (_, request) => {
    const { id, username, works } = await someone();
    const answer = await rekey.send(request(username));
    expect(shown(answer)).toEqual(await answerOfStudio(request(username)));
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(await works()).toBe(true);
    await expect(shadowOf(id)).resolves.toMatchObject({ credentialStamp: null, noticeDue: null });
  });
});

describe('A user who changes the own password', () => {
  test('U3 K4 ends the own links, and the notice is in the language of the request', async () => {
    const { id, username, bearer, works } = await someone();
    const body = { username, current: oldPasswordOf(username), new: phrase };
    const headers = { ...json, Authorization: `bearer ${bearer}`, 'Accept-Language': 'fr' };
    const answer = await rekey.send(change(body, headers));
    expect(JSON.parse(answer.body)).toMatchObject({ response: { code: 0 }, user: { id, username } });
    await expect(rekey.studio.canLogIn(username, phrase)).resolves.toBe(true);
    expect(await works()).toBe(false);
    expect(rekey.memory.shadows.noticeLanguages({ realm: 'crafter-studio', id: `${id}` })).toBe('fr');
  });

  test('with another current password, or another name, gets Studio’s own answer, and no link ends', async () => {
    const { username, bearer, works } = await someone();
    const headers = { ...json, Authorization: `Bearer ${bearer}` };
    for (const body of [
      { username, current: 'wrong', new: phrase },
      { username: 'jane.doe', current: oldPasswordOf('jane.doe'), new: phrase },
    ]) {
      const answer = await rekey.send(change(body, headers));
      expect(shown(answer)).toEqual(await answerOfStudio(change(body, headers)));
      expect(answer.status).toBeGreaterThanOrEqual(400);
    }
    expect(await works()).toBe(true);
  });
});

describe('What is passed on', () => {
  test('is the path with its ending, the body as it came, the credential the cookies of Studio and a mark of Rekey’s, and nothing else', async () => {
    const { username } = await someone();
    const body = Buffer.from([...Buffer.from(`{"username":"${username}","new":"`), 0xe9, ...Buffer.from(` ${phrase}"}`)]);
    const headers = {
      ...asAdministrator(),
      'Content-Type': 'application/x-unusual',
      Cookie: 'JSESSIONID=a; mojolicious=secret; XSRF-TOKEN=b; refresh_token=c; rekey_session=d',
      'X-XSRF-TOKEN': 'b',
      'X-Forwarded-For': '192.0.2.1',
      'User-Agent': 'a browser',
      'X-Rekey-Proxy': 'a secret',
    };
    const place = { context: '/studio', extension: '.json' } as const;
    await rekey.send(resetPassword('a%20b', body, headers, place).request);
    const received = rekey.studio.requests.find(({ path }) => path === '/studio/api/2/users/a%20b/reset_password.json');
    expect(received?.body.equals(body)).toBe(true);
    const { host, connection, ...given } = received?.headers ?? {};
    expect(given).toEqual({
      accept: 'application/json',
      authorization: headers.Authorization,
      'content-type': 'application/x-unusual',
      'content-length': `${body.length}`,
      cookie: 'JSESSIONID=a; XSRF-TOKEN=b',
      'x-rekey-call': '1',
      'x-xsrf-token': 'b',
    });
  });

  test('F2 is not a body over 16 KiB, and not a path that leads elsewhere', async () => {
    const before = rekey.studio.requests.length;
    const large = await rekey.send(reset('jane.doe', { username: 'jane.doe', new: 'x'.repeat(17_000) }));
    expect(faultsOf(badParameters, large, {}, 'allowed')).toEqual([]);
    const elsewhere = await rekey.send(reset('..', { username: 'jane.doe', new: phrase }));
    expect(faultsOf(badParameters, elsewhere, {}, 'allowed')).toEqual([]);
    expect(rekey.studio.requests).toHaveLength(before);
  });

  test('is not a call of Rekey’s own that came back through the front', async () => {
    const { username } = await someone();
    await rekey.send(reset(username, { username, new: 'weak' }));
    const received = rekey.studio.requests.at(-1);
    const before = rekey.studio.requests.length;
    const back = { ...asAdministrator(), 'X-Rekey-Call': `${received?.headers['x-rekey-call']}` };
    const answer = await rekey.send(reset(username, { username, new: phrase }, back));
    expect(faultsOf(badParameters, answer, {}, 'allowed')).toEqual([]);
    expect(rekey.studio.requests).toHaveLength(before);
  });

  test('A2 is no credential that a client of HTTP cannot send', async () => {
    const answer = await rekey.send(
      reset('jane.doe', { username: 'jane.doe', new: phrase }, { Authorization: 'Bearer ü\u2028' }),
    );
    expect(answer.status).toBe(401);
  });

  test('F7 is no more than the limit of the address allows', async () => {
    const before = rekey.studio.requests.length;
    let last: GoldenResponse | undefined;
    for (let count = 0; count < 61; count++) {
      last = await rekey.send(change({}, { Authorization: `Bearer guess-${count}` }), 73_000);
    }
    expect(last && faultsOf(tooManyRequests, last, {}, 'allowed')).toEqual([]);
    expect(rekey.studio.requests).toHaveLength(before + 60);
  });
});

describe('What comes back', () => {
  const latin1 = Buffer.from('<html>Überlastet</html>', 'latin1').toString('latin1');

  test('is passed on byte for byte, whatever it is', async () => {
    const bytes = Buffer.from(latin1, 'latin1');
    const headers = { 'Content-Type': 'text/html;charset=iso-8859-1', 'Set-Cookie': 'a=b', Server: 'Apache' };
    // Only a test's reply may be bytes.
    const fault = { kind: 'refuse', status: 403, body: bytes as unknown as string, headers } satisfies Fault;
    rekey.studio.inject({ method: 'POST', fault });
    const answer = await rekey.send(reset('jane.doe', { username: 'jane.doe', new: phrase }));
    expect(shown(answer)).toEqual({ status: 403, type: 'text/html;charset=iso-8859-1', body: latin1 });
    expect(Object.keys(answer.headers).map((name) => name.toLowerCase())).not.toContain('set-cookie');
    expect(Object.keys(answer.headers).map((name) => name.toLowerCase())).not.toContain('server');
  });

  test.each<[string, Fault['kind']]>([
    ['a redirect', 'redirect'],
    ['an answer over 1 MiB', 'big'],
    ['no answer after it was done', 'drop-answer'],
    ['no answer', 'drop-before'],
  ])('U5 U10 %s is a failure that says that nobody knows, and no link ends', async (_, kind) => {
    const { username, works } = await someone();
    // These kinds have no more to say.
    rekey.studio.inject({ method: 'POST', fault: { kind } as Fault });
    const answer = await rekey.send(reset(username, { username, new: phrase }));
    const sentence = 'It is unknown whether the new password was set. Set it again in a few minutes.';
    const unknown = { ...failure, body: failure.body.replace('Internal system failure', sentence) };
    expect(faultsOf(unknown, answer, {}, 'allowed')).toEqual([]);
    expect(await works()).toBe(true);
  });

  test('VR8 is passed on even if the links cannot be ended, and the operator hears of it', async () => {
    const { username } = await someone();
    rekey.studio.inject({ method: 'GET', fault: { kind: 'html-500' } });
    const answer = await rekey.send(reset(username, { username, new: phrase }));
    expect(answer.status).toBe(200);
    await expect(rekey.studio.canLogIn(username, phrase)).resolves.toBe(true);
  });
});
