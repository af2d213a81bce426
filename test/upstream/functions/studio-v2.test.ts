import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { faultsOf } from '#test/golden/compare-answers.ts';
import {
  badToken,
  failure,
  forgotPassword,
  ok,
  sent,
  setPassword,
  tooManyRequests,
  validateToken,
  weak,
} from '#test/golden/crafter-studio-v2/parts.ts';
import type { GoldenResponse } from '#test/golden/exchange.ts';
import { startUpstreamRekey, type UpstreamRekey } from '#test/upstream/upstream-rekey.ts';

let rekey: UpstreamRekey;
beforeAll(async () => {
  process.env.REKEY_LOG = 'nothing';
  rekey = await startUpstreamRekey();
});
afterAll(() => rekey.stop());
beforeEach(() => rekey.studio.clearFaults());

const place = { context: '/studio' } as const;
const phrase = 'correct horse battery staple';
const answered = (actual: GoldenResponse, expected: GoldenResponse) => faultsOf(expected, actual, {}, 'allowed');
const writing = { method: 'POST', path: /reset_password$/ };

let account = 0;

/** A user of this test's own, because an account gets few mails a minute. */
function someone(changes = {}) {
  account++;
  const username = `v2.person${account}`;
  return rekey.studio.store.createUser({ username, password: 'x', firstName: 'Some', lastName: 'One', ...changes }, () => 'none');
}

async function linkOf(username: string): Promise<string> {
  const request = forgotPassword(`?username=${username}`, {}, place).request;
  expect(answered(await rekey.send(request), sent)).toEqual([]);
  return rekey.mailedToken();
}

const validate = async (token: string) => rekey.send(validateToken(`?token=${token}`, {}, place).request);
const set = (token: string, password: string) => rekey.send(setPassword({ token, new: password }, {}, place).request);

describe('With the users in Studio’s own server', () => {
  test('U1 VF1 VV1 VW1 the mailed link sets the password that logs in at Studio', async () => {
    const { id, username } = someone();
    const token = await linkOf(username.toUpperCase());
    expect(rekey.memory.mails.at(-1)).toMatchObject({
      to: `${username}@example.com`,
      text: expect.stringContaining(`https://rekey.example.com/reset-password#realm=crafter-studio&token=${token}`),
    });
    expect(answered(await validate(token), ok)).toEqual([]);
    const done = await set(token, phrase);
    expect(done.status).toBe(200);
    expect(JSON.parse(done.body)).toEqual({
      response: { code: 0, message: 'OK', remedialAction: '', documentationUrl: '' },
      user: {
        id,
        username,
        firstName: 'Some',
        lastName: 'One',
        externallyManaged: false,
        email: `${username}@example.com`,
        enabled: true,
      },
    });
    await expect(rekey.studio.canLogIn(username, phrase)).resolves.toBe(true);
    expect(answered(await validate(token), badToken)).toEqual([]);
    expect(answered(await set(token, phrase), badToken)).toEqual([]);
  });

  test('U6 VF1 asking calls no server', async () => {
    const before = rekey.studio.requests.length;
    for (const name of ['jane.doe', 'nobody.here', 'ldap.user', 'off.user', 'del.eted']) {
      expect(answered(await rekey.send(forgotPassword(`?username=${name}`, {}, place).request), sent)).toEqual([]);
    }
    expect(rekey.studio.requests).toHaveLength(before);
  });

  test.each([
    ['disabled', { enabled: false }],
    ['externally managed', { externallyManaged: true }],
    ['deleted', { isDeleted: true }],
    ['given another address', { email: 'other@example.com' }],
  ])('U8 VV5 VW4 a link of a user who was %s since does not work', async (_, change) => {
    const { id, username } = someone();
    const token = await linkOf(username);
    rekey.studio.store.update(id, change);
    expect(answered(await validate(token), badToken)).toEqual([]);
    expect(answered(await set(token, phrase), badToken)).toEqual([]);
    await expect(rekey.studio.canLogIn(username, phrase)).resolves.toBe(false);
  });

  test('U4 VW6 a password that Studio refuses leaves the link good, and the answer says why', async () => {
    const { username } = someone();
    const token = await linkOf(username);
    const reason = 'The password is too easy to guess. Choose a longer one, such as several words that do not belong together.';
    expect(answered(await set(token, 'too short'), weak(reason))).toEqual([]);
    expect((await set(token, phrase)).status).toBe(200);
  });

  test('W2 VW6 a password has 128 characters at most, as in Studio’s login form, and is never cut', async () => {
    const { username } = someone();
    const token = await linkOf(username);
    const longest = 'ü'.repeat(64) + 'correct horse battery staple '.repeat(3).slice(0, 64);
    expect(answered(await set(token, `${longest}x`), weak('The password must not be longer than 128 characters.'))).toEqual([]);
    expect((await set(token, longest)).status).toBe(200);
    await expect(rekey.studio.canLogIn(username, longest)).resolves.toBe(true);
    await expect(rekey.studio.canLogIn(username, longest.slice(0, -1))).resolves.toBe(false);
  });

  test('W1 VW6 a password that Studio would accept is refused with the reason if it is the username', async () => {
    const { username } = someone({ username: 'wolfgang.amadeus' });
    const token = await linkOf(username);
    expect(answered(await set(token, 'Wolfgang.Amadeus'), weak('The password must not be the username.'))).toEqual([]);
  });

  test('U5 VW7 if Studio does not tell whether it has set the password, the answer says so and the link is dead', async () => {
    const { username } = someone();
    const token = await linkOf(username);
    rekey.studio.inject({ ...writing, fault: { kind: 'drop-answer' } });
    const sentence =
      'It is unknown whether the new password was set. The link no longer works. Try to log in with the new password. If that fails, ask for a new link.';
    const unknown = { ...failure, body: failure.body.replace('Internal system failure', sentence) };
    expect(answered(await set(token, phrase), unknown)).toEqual([]);
    rekey.studio.clearFaults();
    expect(answered(await set(token, phrase), badToken)).toEqual([]);
  });

  test('U5 VV7 VW7 if Studio does not answer, nothing is half done', async () => {
    const { username } = someone();
    const token = await linkOf(username);
    rekey.studio.inject({ fault: { kind: 'html-500' } });
    expect(answered(await validate(token), failure)).toEqual([]);
    rekey.studio.clearFaults();
    rekey.studio.inject({ method: 'GET', fault: { kind: 'drop-before' } });
    expect(answered(await set(token, phrase), failure)).toEqual([]);
    rekey.studio.clearFaults();
    expect((await set(token, phrase)).status).toBe(200);
  });

  test('K4 the documented calls and these share their links', async () => {
    const { username } = someone();
    const token = await linkOf(username);
    const old = '/studio/api/1/services/api/1/user';
    const asked = await rekey.send({ method: 'GET', path: `${old}/validate-token.json?token=${token}` });
    expect(asked.status).toBe(200);
    const redeemed = await rekey.send({
      method: 'POST',
      path: `${old}/set-password.json`,
      body: JSON.stringify({ token, new: 'ü'.repeat(128) }),
    });
    expect(redeemed).toMatchObject({ status: 200, body: '{"message":"OK"}' });
    expect(answered(await set(token, phrase), badToken)).toEqual([]);
  });

  test('VW7 VV6 VF5 the limits of an address come before Studio is asked', async () => {
    const address = 72_000;
    let last: GoldenResponse | undefined;
    const before = rekey.studio.requests.length;
    for (let count = 0; count < 61; count++) {
      last = await rekey.send(setPassword({ token: 'A'.repeat(43), new: phrase }).request, address);
    }
    expect(last && answered(last, tooManyRequests)).toEqual([]);
    expect(rekey.studio.requests).toHaveLength(before);
  });
});
