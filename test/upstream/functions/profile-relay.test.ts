import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { profileTokens } from '#infra/local/doubles/crafter-profile/seed-profiles.ts';
import { defaultApplication } from '#lib/reset/application.ts';
import { sha256 } from '#lib/reset/token.ts';
import { logger, metrics } from '#lib/runtime/log.ts';
import { startUpstreamRekey, type UpstreamRekey } from '#test/upstream/upstream-rekey.ts';

let rekey: UpstreamRekey;
beforeAll(async () => {
  process.env.REKEY_LOG = 'nothing';
  rekey = await startUpstreamRekey({
    REKEY_MAILS_PER_MINUTE: '60',
    REKEY_MAILS_PER_TOKEN_LIFETIME: '60',
    REKEY_CRAFTER_PROFILE_TOKENS_UNTIL: new Date(Date.now() + 3_600_000).toISOString(),
  });
  const entry = { tenantPermissions: [], expiresOn: null };
  const { applications } = rekey.memory;
  applications.store({
    ...entry,
    accessTokenHash: defaultApplication,
    name: 'others',
    resetPasswordUrls: ['https://app.example'],
  });
  const own = sha256(profileTokens.otherTenant);
  applications.store({ ...entry, accessTokenHash: own, name: 'other', resetPasswordUrls: ['https://other.example'] });
});
afterAll(() => rekey.stop());

const john = '59284659d4c650213cc2f3fc';
const nobody = '5affffffffffffffffffffff';
const link = 'https://app.example/reset';
const phrase = 'correct horse battery staple';

type Values = { [name: string]: string };

const post = (path: string, values: Values, address?: number) =>
  rekey.send(
    {
      method: 'POST',
      path: `/api/1/profile/${path}`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(values).toString(),
    },
    address,
  );
const ask = (values: Values, id = john, address?: number) =>
  post(`${id}/reset_password`, { accessTokenId: profileTokens.application, ...values }, address);
const change = (values: Values, address?: number) =>
  post('change_password', { accessTokenId: profileTokens.application, ...values }, address);
const refusal = (status: number, errorCode: string, message: string) => ({
  status,
  body: JSON.stringify({ errorCode, message }),
});
/** What the server itself answers when the application reads the profile. */
const atServer = async (query = '') =>
  (await fetch(`${rekey.profile.url}/api/1/profile/${john}?accessTokenId=${profileTokens.application}${query}`)).text();

const denied: [string, string, string][] = [
  ['P1', '', 'Access token ID param missing from request'],
  ['P2', 'unknown', 'No access token found for ID "unknown"'],
  ['P3', profileTokens.expired, `Access token "${profileTokens.expired}" for application "expired" expired on 07/14/2017`],
];

describe('Asking for a mail', () => {
  test('the server’s answer is passed on, with its own selection of attributes', async () => {
    const writes = rekey.profile.store.writes;
    const answer = await ask({ resetPasswordUrl: link });
    expect(answer).toMatchObject({ status: 200, body: await atServer() });
    expect(answer.headers).toMatchObject({
      'Content-Type': 'application/json;charset=UTF-8',
      Location: `https://rekey.example.com/api/1/profile/${john}/enable`,
      'Cache-Control': 'no-store',
    });
    const names = '&attributeToReturn=firstName';
    expect((await ask({ resetPasswordUrl: link, attributesToReturn: 'x', attributeToReturn: 'firstName' })).body).toBe(
      await atServer(names),
    );
    expect((await ask({ resetPasswordUrl: link, attributesToReturn: 'firstName' })).body).toBe(await atServer(names));
    expect(rekey.profile.store.writes).toBe(writes);
  });

  test.each(denied)('%s is passed on before any other refusal', async (_, accessTokenId, message) => {
    for (const values of [{}, { resetPasswordUrl: 'https://evil.example' }]) {
      expect(await ask({ accessTokenId, ...values }, nobody)).toMatchObject(refusal(403, 'ACCESS_DENIED', message));
    }
  });

  test('P4 P8 P5 P6 come in this order', async () => {
    const missing = "Required request parameter 'resetPasswordUrl' for method parameter type String is not present";
    expect(await ask({}, nobody)).toMatchObject(refusal(400, 'OTHER', missing));
    expect(await ask({ resetPasswordUrl: 'https://evil.example' }, nobody)).toMatchObject(
      refusal(400, 'OTHER', 'The reset password URL is not allowed for application "others"'),
    );
    expect(await ask({ resetPasswordUrl: link }, nobody)).toMatchObject(
      refusal(404, 'NO_SUCH_PROFILE', `No profile with ID "${nobody}" found`),
    );
    const byOther = { accessTokenId: profileTokens.otherTenant, resetPasswordUrl: 'https://other.example/x' };
    expect(await ask(byOther)).toMatchObject(
      refusal(
        403,
        'ACTION_DENIED',
        'Current subject does not have permission to execute action "MANAGE_PROFILES" on tenant "sample-tenant"',
      ),
    );
  });

  test('M6 an application with an entry of its own has its own allowed links', async () => {
    const byOther = { accessTokenId: profileTokens.otherTenant, resetPasswordUrl: link };
    expect(await ask(byOther)).toMatchObject(
      refusal(400, 'OTHER', 'The reset password URL is not allowed for application "other"'),
    );
  });

  test('F7 whoever tries access tokens is stopped by the limit of the address', async () => {
    const address = 70_001;
    const statuses = new Set<number>();
    for (let count = 0; count < 35; count++) {
      statuses.add((await ask({ accessTokenId: `guess ${count}`, resetPasswordUrl: link }, john, address)).status);
    }
    expect([...statuses]).toEqual([403, 429]);
  });

  test('U5 P11 a server that is down is the contract’s 500, and no mail goes out', async () => {
    await rekey.mailedToken();
    const mails = rekey.memory.mails.length;
    rekey.profile.inject({ times: 2, fault: { kind: 'drop-before' } });
    expect(await ask({ resetPasswordUrl: link })).toMatchObject({ status: 500, body: '{"message":"Internal server error"}' });
    await rekey.mailedToken();
    expect(rekey.memory.mails).toHaveLength(mails);
    rekey.profile.clearFaults();
  });
});

describe('Changing the password', () => {
  const mailed = async () => {
    await ask({ resetPasswordUrl: link });
    return rekey.mailedToken();
  };
  const badToken = (given: string) => refusal(404, 'NO_SUCH_VERIFICATION_TOKEN', `No verification token found for ID "${given}"`);

  test.each(denied)('%s is passed on before any other refusal, with a good and a bad link', async (_, accessTokenId, message) => {
    const token = await mailed();
    for (const values of [{}, { resetTokenId: 'x', newPassword: 'x' }, { resetTokenId: token, newPassword: phrase }]) {
      expect(await change({ accessTokenId, ...values })).toMatchObject(refusal(403, 'ACCESS_DENIED', message));
    }
    await expect(rekey.profile.canLogIn('john.doe', phrase)).resolves.toBe(false);
  });

  test('F7 whoever tries access tokens with a good link is stopped by the limit of the address too', async () => {
    const token = await mailed();
    const statuses = new Set<number>();
    for (let count = 0; count < 35; count++) {
      const guess = { accessTokenId: `guess ${count}`, resetTokenId: token, newPassword: phrase };
      statuses.add((await change(guess, 70_002)).status);
    }
    expect([...statuses]).toEqual([403, 429]);
  });

  test('P9 P7 a refused password leaves the link good, and a spent link is a bad one', async () => {
    const token = await mailed();
    expect(await change({ resetTokenId: token, newPassword: 'short' })).toMatchObject({ status: 400 });
    const answer = await change({ resetTokenId: token, newPassword: phrase, attributeToReturn: '$none' });
    expect(answer).toMatchObject({ status: 200, body: await atServer('&attributeToReturn=$none') });
    expect(answer.headers).toMatchObject({ Location: 'https://rekey.example.com/api/1/profile/change_password' });
    await expect(rekey.profile.canLogIn('john.doe', phrase)).resolves.toBe(true);
    expect(await change({ resetTokenId: token, newPassword: phrase })).toMatchObject(badToken(token));
    expect(await rekey.memory.shadows.find({ realm: 'crafter-profile', id: john })).toMatchObject({
      claim: null,
      noticeDue: expect.any(Number),
    });
  });

  test('K6 P7 an application that may not manage the profile cannot use its link', async () => {
    const token = await mailed();
    const byOther = { accessTokenId: profileTokens.otherTenant, resetTokenId: token, newPassword: phrase };
    expect(await change(byOther)).toMatchObject(badToken(token));
    expect(await change({ resetTokenId: token, newPassword: phrase })).toMatchObject({ status: 200 });
  });

  test('U3 a password that is set there ends the link, and a failed login does not', async () => {
    const [first, second] = [await mailed(), await mailed()];
    await rekey.profile.canLogIn('john.doe', 'a wrong password');
    expect(await change({ resetTokenId: first, newPassword: phrase })).toMatchObject({ status: 200 });
    const third = await mailed();
    await rekey.profile.setPassword('john.doe', 'set past Rekey, a long one');
    for (const token of [second, third]) {
      expect(await change({ resetTokenId: token, newPassword: phrase })).toMatchObject(badToken(token));
    }
    await expect(rekey.profile.canLogIn('john.doe', 'set past Rekey, a long one')).resolves.toBe(true);
  });

  test('U1 a token that the server itself mailed before still works, and ends Rekey’s links', async () => {
    const ours = await mailed();
    const servers = 'aaaaaaaa-1111-4111-8111-111111111111';
    const token = { id: servers, tenant: 'sample-tenant', profileId: john, timestamp: Date.now() };
    rekey.profile.store.verificationTokens.set(servers, token);
    expect(await change({ resetTokenId: servers, newPassword: 'short' })).toMatchObject({ status: 400 });
    expect(await change({ resetTokenId: servers, newPassword: phrase })).toMatchObject({ status: 200 });
    expect(await change({ resetTokenId: servers, newPassword: phrase })).toMatchObject(badToken(servers));
    expect(await change({ resetTokenId: ours, newPassword: phrase })).toMatchObject(badToken(ours));
  });
});

describe('The operator hears', () => {
  test.each([
    ['asked for a mail', () => ask({ resetPasswordUrl: link })],
    ['asked about a token', () => change({ resetTokenId: 'made-up', newPassword: phrase })],
  ])('U5 that the server is not a Crafter Profile, when it is %s', async (_, call) => {
    const counted = jest.spyOn(metrics, 'addMetric');
    rekey.profile.inject({ fault: { kind: 'refuse', status: 404, body: '<html>' } });
    expect(await call()).toMatchObject({ status: 500 });
    expect(counted.mock.calls.filter(([name]) => name === 'ServerMisconfigured')).toHaveLength(1);
    counted.mockRestore();
    rekey.profile.clearFaults();
  });

  test('U5 that the server is not a Crafter Profile, when it is to set a password with its own token', async () => {
    const resetTokenId = 'bbbbbbbb-1111-4111-8111-111111111111';
    const token = { id: resetTokenId, tenant: 'sample-tenant', profileId: john, timestamp: Date.now() };
    rekey.profile.store.verificationTokens.set(resetTokenId, token);
    const counted = jest.spyOn(metrics, 'addMetric');
    rekey.profile.inject({ path: /change_password$/, fault: { kind: 'refuse', status: 404, body: '<html>' } });
    expect(await change({ resetTokenId, newPassword: phrase })).toMatchObject({ status: 500 });
    expect(counted.mock.calls.filter(([name]) => name === 'ServerMisconfigured')).toHaveLength(1);
    counted.mockRestore();
    rekey.profile.clearFaults();
  });

  test('that an application has no entry, so that every link of it is refused', async () => {
    const found = jest.spyOn(rekey.memory.applications, 'find').mockResolvedValue(undefined);
    const warned = jest.spyOn(logger, 'warn');
    expect(await ask({ resetPasswordUrl: link })).toMatchObject({ status: 400 });
    expect(warned).toHaveBeenCalledWith(expect.stringContaining('applications create'), {});
    warned.mockRestore();
    found.mockRestore();
  });
});
