import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { mintSession } from '#lib/upstream/traffic-ops/mint-session.ts';
import type { GoldenRequest, GoldenResponse } from '#test/golden/exchange.ts';
import { startUpstreamRekey, type UpstreamRekey } from '#test/upstream/upstream-rekey.ts';

let rekey: UpstreamRekey;
beforeAll(async () => {
  process.env.REKEY_LOG = 'nothing';
  rekey = await startUpstreamRekey({ REKEY_MAILS_PER_MINUTE: '60', REKEY_MAILS_PER_TOKEN_LIFETIME: '60' });
});
afterAll(() => rekey.stop());

const phrase = 'correct horse battery staple';
const json = { 'content-type': 'application/json' };
const call = (method: 'GET' | 'POST' | 'PUT', path: string, body?: object, cookie?: string): GoldenRequest => ({
  method,
  path: `/api/5.0/user/${path}`,
  headers: { ...json, ...(cookie !== undefined && { cookie }) },
  ...(body && { body: JSON.stringify(body) }),
});
const mailedTo = async (email: string) => {
  await rekey.send(call('POST', 'reset_password', { email }));
  return rekey.mailedToken();
};
const login = (t: string) => rekey.send(call('POST', 'login/token', { t }));
const cookiesOf = ({ headers }: GoldenResponse) =>
  Object.fromEntries((headers['set-cookie'] ?? '').split('\n').map((line) => [line.split('=')[0], line.split(';')[0]] as const));
const alert = (status: number, text: string) => ({ status, body: expect.stringContaining(text) });
const expired = alert(401, 'expired');

describe('The sessions that a link opens in front of a Traffic Ops', () => {
  test('U1 one is for Traffic Ops itself, whose portals work with it at once', async () => {
    const { mojolicious = '' } = cookiesOf(await login(await mailedTo('jane.doe@example.com')));
    const current = `${rekey.trafficOps.url}/api/5.0/user/current`;
    const answer = await fetch(current, { headers: { cookie: mojolicious } });
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ response: { username: 'jane.doe' } });
    // Its own way to set the password, as the portals use it.
    const user = (await (await fetch(current, { headers: { cookie: mojolicious } })).json()) as { response: object };
    const body = JSON.stringify({ ...user.response, localPasswd: phrase, confirmLocalPasswd: phrase });
    const put = await fetch(current, { method: 'PUT', headers: { ...json, cookie: mojolicious }, body });
    expect(put.status).toBe(200);
    await expect(rekey.trafficOps.canLogIn('jane.doe', phrase)).resolves.toBe(true);
  });

  test('U3 a password that was set at Traffic Ops itself ends Rekey’s session and the link', async () => {
    const token = await mailedTo('jane.doe@example.com');
    const { rekey_session } = cookiesOf(await login(token));
    await expect(rekey.send(call('GET', 'current', undefined, rekey_session))).resolves.toMatchObject({ status: 200 });
    await rekey.trafficOps.setPassword('jane.doe', 'set at Traffic Ops itself');
    await expect(rekey.send(call('GET', 'current', undefined, rekey_session))).resolves.toMatchObject(expired);
    const put = call('PUT', 'current', { localPasswd: phrase, confirmLocalPasswd: phrase }, rekey_session);
    await expect(rekey.send(put)).resolves.toMatchObject(expired);
    await expect(login(token)).resolves.toMatchObject({ status: 401 });
    await expect(rekey.trafficOps.canLogIn('jane.doe', 'set at Traffic Ops itself')).resolves.toBe(true);
  });

  test('A3 neither takes the cookie of the other, and Rekey takes none of Traffic Ops', async () => {
    const cookies = cookiesOf(await login(await mailedTo('jane.doe@example.com')));
    const value = (name: string) => cookies[name]?.slice(name.length + 1) ?? '';
    const asRekeys = `rekey_session=${value('mojolicious')}`;
    // The signature already differs, whatever the cookie holds.
    await expect(rekey.send(call('GET', 'current', undefined, asRekeys))).resolves.toMatchObject(alert(401, 'bad signature'));
    const atTrafficOps = await fetch(`${rekey.trafficOps.url}/api/5.0/user/current`, {
      headers: { cookie: `mojolicious=${value('rekey_session')}` },
    });
    expect(atTrafficOps.status).toBe(401);
    await expect(rekey.send(call('GET', 'current', undefined, cookies.mojolicious))).resolves.toMatchObject({ status: 401 });
  });

  test('A3 no page of another site opens a session in the browser of its visitor', async () => {
    const t = await mailedTo('jane.doe@example.com');
    const request = call('POST', 'login/token', { t });
    const answer = await rekey.send({ ...request, headers: { ...request.headers, 'sec-fetch-site': 'cross-site' } });
    expect(answer).toMatchObject(alert(403, 'a page of another site'));
    expect(answer.headers).not.toHaveProperty('set-cookie');
    const own = { ...request, headers: { ...request.headers, 'sec-fetch-site': 'same-origin' } };
    await expect(rekey.send(own)).resolves.toMatchObject({ status: 200 });
  });

  test('A3 Rekey’s session ends with its link', async () => {
    const { rekey_session } = cookiesOf(await login(await mailedTo('jane.doe@example.com')));
    const get = () => rekey.send(call('GET', 'current', undefined, rekey_session));
    await expect(get()).resolves.toMatchObject({ status: 200 });
    const later = Date.now() + 30 * 60_000;
    const clock = jest.spyOn(Date, 'now').mockReturnValue(later);
    await expect(get()).resolves.toMatchObject(expired);
    clock.mockRestore();
  });

  test('K13 U9 nothing but the password changes, and then Rekey’s session ends', async () => {
    const { rekey_session } = cookiesOf(await login(await mailedTo('jane.doe@example.com')));
    const row = rekey.trafficOps.find('jane.doe');
    const before = structuredClone(row);
    const change = { localPasswd: `${phrase} 2`, confirmLocalPasswd: `${phrase} 2`, fullName: 'Someone Else', city: 'Rome' };
    await expect(
      rekey.send(call('PUT', 'current', { ...change, email: 'evil@example.com' }, rekey_session)),
    ).resolves.toMatchObject({ status: 400 });
    const answer = await rekey.send(call('PUT', 'current', change, rekey_session));
    expect(answer).toMatchObject({ status: 200, body: expect.stringContaining('"username":"jane.doe"') });
    expect(answer.headers['set-cookie']).toMatch(
      /^rekey_session=; Path=\/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=0; HttpOnly; Secure/,
    );
    await expect(rekey.trafficOps.canLogIn('jane.doe', `${phrase} 2`)).resolves.toBe(true);
    expect({ ...row, localPasswd: before?.localPasswd, lastUpdated: before?.lastUpdated }).toEqual(before);
    await expect(rekey.send(call('GET', 'current', undefined, rekey_session))).resolves.toMatchObject(expired);
  });

  test('A3 K13 a link that somebody left unfinished sets nobody’s password once another person has logged in', async () => {
    const { rekey_session } = cookiesOf(await login(await mailedTo('jane.doe@example.com')));
    const others = mintSession({ username: 'admin', expires: Math.floor(Date.now() / 1000) + 60 }, rekey.trafficOps.secret);
    const put = call('PUT', 'current', { localPasswd: `${phrase} 3`, confirmLocalPasswd: `${phrase} 3` });
    for (const cookie of [others, 'mojolicious=undecodable', 'mojolicious=']) {
      const headers = { ...json, cookie: `${cookie}; ${rekey_session}` };
      await expect(rekey.send({ ...put, headers })).resolves.toMatchObject(expired);
    }
    await expect(rekey.trafficOps.canLogIn('jane.doe', `${phrase} 3`)).resolves.toBe(false);
    const own = mintSession({ username: 'jane.doe', expires: 1 }, 'signed by anyone');
    const headers = { ...json, cookie: `${own}; ${rekey_session}` };
    await expect(rekey.send({ ...put, headers })).resolves.toMatchObject({ status: 200 });
  });

  test('M1 M7 an address is found in any letter case, and the mail goes to the stored one', async () => {
    const row = rekey.trafficOps.find('jane.doe');
    const stored = 'Jane.Doe@Example.com';
    Object.assign(row ?? {}, { email: stored });
    for (const typed of ['JANE.DOE@example.com', stored]) {
      await expect(mailedTo(typed)).resolves.toMatch(/^[\w-]{43}$/);
      expect(rekey.memory.mails.at(-1)?.to).toBe(stored);
    }
    Object.assign(row ?? {}, { email: 'jane.doe@example.com' });
  });

  test('M10 an address that bounced gets no reset mail, whichever user has it', async () => {
    const address = 'test@example.com' as Parameters<typeof rekey.accounts.markUndeliverable>[1];
    await rekey.accounts.markUndeliverable('traffic-ops', address, { cause: 'bounce', since: Date.now() });
    const mails = rekey.memory.mails.length;
    await mailedTo('test@example.com');
    expect(rekey.memory.mails).toHaveLength(mails);
  });
});
