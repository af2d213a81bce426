import { describe, expect, test } from '@jest/globals';
import { profileTokens } from '#infra/local/doubles/crafter-profile/seed-profiles.ts';
import type { Fault } from '#infra/local/doubles/server/faults.ts';
import { CallerRefused } from '#lib/upstream/crafter-profile/profile-server.ts';
import { ServerMisconfigured, ServerUnavailable } from '#lib/upstream/product-server.ts';
import { AdapterBench, john, newPassword, nobody } from './open-profile.ts';

const bench = new AdapterBench();

const relayed = (status: number, errorCode: string, message: string) => ({
  status,
  body: JSON.stringify({ errorCode, message }),
});

/** The access tokens that the server refuses, with its words (P1 to P3). */
const deniedTokens: [token: string, message: string][] = [
  ['', 'Access token ID param missing from request'],
  ['unknown & token', 'No access token found for ID "unknown & token"'],
  ['x'.repeat(10_000), `No access token found for ID "${'x'.repeat(200)}"`],
  [profileTokens.expired, `Access token "${profileTokens.expired}" for application "expired" expired on 07/14/2017`],
];
const denied = deniedTokens.map(([accessToken, message]) => ({ accessToken, message, name: message.slice(0, 60) }));

const actionDenied = (action: string) =>
  relayed(
    403,
    'ACTION_DENIED',
    `Current subject does not have permission to execute action "${action}" on tenant "sample-tenant"`,
  );

const tokensWithoutRights: [string, string, string][] = [
  ['of another tenant', profileTokens.otherTenant, 'MANAGE_PROFILES'],
  ['without READ_TENANT', profileTokens.blind, 'READ_TENANT'],
  ['without MANAGE_PROFILES', profileTokens.reader, 'MANAGE_PROFILES'],
];

describe('Asked for a profile', () => {
  test('the server’s answer is the one to relay, as its own reset would give it', async () => {
    const body = (await bench.get(`/profile/${john}`, {}, profileTokens.application)).text;
    const verdict = await bench.openForCaller().askForProfile(john, []);
    expect(verdict).toMatchObject({
      verdict: 'profile',
      account: { id: john, tenant: 'sample-tenant' },
      answer: { status: 200, body },
    });
    expect(body).toContain('"firstName":"John"');
  });

  test.each([
    [['firstName'], '{"firstName":"John"}'],
    [['firstName, lastName'], '{"firstName":"John","lastName":"Doe"}'],
    [['lastName', 'firstName'], '{"lastName":"Doe","firstName":"John"}'],
    [['address.city'], '{"address":{"city":"Rome"}}'],
    [['$none'], '{}'],
    [['unheard'], '{}'],
    [['secret'], '{}'],
  ])('the server selects the attributes %j', async (names, attributes) => {
    const verdict = await bench.openForCaller().askForProfile(john, names);
    expect(verdict).toMatchObject({ answer: { body: expect.stringContaining(`"attributes":${attributes}`) } });
  });

  test.each(denied)('P1 to P3 are relayed: $name', async ({ accessToken, message }) => {
    const answer = relayed(403, 'ACCESS_DENIED', message);
    for (const id of [john, nobody, 'a.b']) {
      await expect(bench.openForCaller({ accessToken }).askForProfile(id, [])).resolves.toEqual({
        verdict: 'access-denied',
        answer,
      });
    }
  });

  test.each(tokensWithoutRights)('P6 is relayed to an application %s', async (_, accessToken, action) => {
    const verdict = await bench.openForCaller({ accessToken }).askForProfile(john, []);
    expect(verdict).toEqual({ verdict: 'refused', answer: actionDenied(action) });
  });

  test.each([nobody, 'a.b', '..', '%2F', `${john}/../x`, 'one_by_query', ''])('P5 there is no profile %j', async (id) => {
    await expect(bench.openForCaller().askForProfile(id, [])).resolves.toEqual({ verdict: 'no-such-profile' });
  });

  test('an attribute that the tenant does not define is refused in the server’s words', async () => {
    bench.row().attributes = { unheard: 1 };
    const message = 'Attribute definition for attribute "unheard" not found in tenant "sample-tenant"';
    await expect(bench.openForCaller().askForProfile(john, [])).resolves.toEqual({
      verdict: 'refused',
      answer: relayed(400, 'ATTRIBUTE_NOT_DEFINED', message),
    });
  });

  test('nothing is written', async () => {
    const before = structuredClone(bench.row());
    await bench.openForCaller().askForProfile(john, []);
    expect(bench.row()).toEqual(before);
  });
});

/** For every read: what a server does that gives no verdict (P11). */
const faults: [string, Fault, typeof ServerUnavailable | typeof ServerMisconfigured][] = [
  ['drops the connection', { kind: 'drop-before' }, ServerUnavailable],
  ['answers with HTML and 500', { kind: 'html-500' }, ServerUnavailable],
  ['answers 200 without a body', { kind: 'empty-200' }, ServerUnavailable],
  ['answers over 1 MiB', { kind: 'big' }, ServerUnavailable],
  ['redirects', { kind: 'redirect' }, ServerMisconfigured],
  [
    'answers 400 with HTML, as a container does to a request that is too large',
    { kind: 'refuse', status: 400, body: '<html>' },
    ServerUnavailable,
  ],
  ['answers 500 OTHER', { kind: 'refuse', status: 500, body: '{"errorCode":"OTHER","message":"x"}' }, ServerUnavailable],
  ['answers 404 without being Profile', { kind: 'refuse', status: 404, body: '<html>' }, ServerMisconfigured],
];

test.each(faults)('U5 a server that %s gives no verdict', async (_, fault, failure) => {
  bench.double.inject({ fault });
  const caller = bench.openForCaller();
  await expect(caller.askForProfile(john, [])).rejects.toThrow(failure);
  await expect(caller.askAboutToken('a-token')).rejects.toThrow(failure);
});

describe('Asked about a token that Rekey does not know', () => {
  const createToken = async () => `${(await bench.post(`/profile/${john}/verification_token/create`)).body.id}`;

  test.each(denied)('P1 to P3 are relayed: $name', async ({ accessToken, message }) => {
    const caller = bench.openForCaller({ accessToken });
    const verdict = { verdict: 'access-denied', answer: relayed(403, 'ACCESS_DENIED', message) };
    for (const token of ['a-token', 'a.b', await createToken()]) {
      await expect(caller.askAboutToken(token)).resolves.toEqual(verdict);
    }
  });

  test.each(['a-token', 'A'.repeat(43), 'a.b', 'a/b', '%2F', '..', '', 'ä', 'x'.repeat(101)])(
    'P7 there is no token %j',
    async (token) => {
      await expect(bench.openForCaller().askAboutToken(token)).resolves.toEqual({ verdict: 'no-such-token' });
    },
  );

  test('P7 a token of a tenant that the application may not manage is none', async () => {
    const caller = bench.openForCaller({ accessToken: profileTokens.otherTenant });
    await expect(caller.askAboutToken(await createToken())).resolves.toEqual({ verdict: 'no-such-token' });
  });

  test('one of the server itself is known, and is none once that is over', async () => {
    const token = await createToken();
    await expect(bench.openForCaller().askAboutToken(token)).resolves.toEqual({ verdict: 'servers-own' });
    await expect(bench.openForCaller({ acceptsServersTokens: false }).askAboutToken(token)).resolves.toEqual({
      verdict: 'no-such-token',
    });
  });

  test('U1 one of the server itself sets the password there, once', async () => {
    const caller = bench.openForCaller();
    const change = { resetTokenId: await createToken(), newPassword, attributeToReturn: ['firstName'] };
    const outcome = await caller.changeWithServersToken(change);
    const body = expect.stringContaining('"attributes":{"firstName":"John"}');
    expect(outcome).toMatchObject({ account: { id: john }, answer: { status: 200, body } });
    await expect(bench.double.canLogIn('john.doe', newPassword)).resolves.toBe(true);
    await expect(caller.changeWithServersToken(change)).resolves.toEqual({
      account: undefined,
      answer: relayed(404, 'NO_SUCH_VERIFICATION_TOKEN', `No verification token found for ID "${change.resetTokenId}"`),
    });
  });

  test('U2 an empty password is not sent with it, because the server would answer 200 and set nothing', async () => {
    const change = { resetTokenId: await createToken(), newPassword: '', attributeToReturn: [] };
    await expect(bench.openForCaller().changeWithServersToken(change)).rejects.toThrow(TypeError);
    await expect(bench.openForCaller().askAboutToken(change.resetTokenId)).resolves.toEqual({ verdict: 'servers-own' });
  });

  test.each(faults)('U5 a server that %s has not set the password by its token for sure', async (_, fault) => {
    const change = { resetTokenId: await createToken(), newPassword, attributeToReturn: [] };
    bench.double.inject({ fault });
    const outcome = bench.openForCaller().changeWithServersToken(change);
    // Only a refusal by the status tells that nothing was done.
    const isDefinite = fault.kind === 'refuse' && fault.status < 500;
    await (isDefinite ? expect(outcome).rejects.toThrow(/ANSWER|The server answered/) : expect(outcome).resolves.toBe('unknown'));
  });

  test('U5 nobody knows what became of a change whose answer was lost', async () => {
    bench.double.inject({ method: 'POST', path: /change_password/, fault: { kind: 'drop-answer' } });
    const change = { resetTokenId: await createToken(), newPassword, attributeToReturn: [] };
    await expect(bench.openForCaller().changeWithServersToken(change)).resolves.toBe('unknown');
  });
});

describe('A password change with the caller’s access token', () => {
  const fingerprint = async () => bench.open().fingerprint(await bench.account());

  test('U1 sets the password, and the server’s answer is the one to relay', async () => {
    const { server, answer } = bench.openForCaller().open(['firstName', 'address.city']);
    const account = await server.findUnchanged(john, await fingerprint());
    expect(account).toMatchObject({ id: john, email: 'john.doe@example.com' });
    expect(answer()).toBeUndefined();
    await expect(server.setPassword(account ?? (await bench.account()), newPassword)).resolves.toEqual({ outcome: 'set' });
    await expect(bench.double.canLogIn('john.doe', newPassword)).resolves.toBe(true);
    expect(answer()).toMatchObject({ status: 200, body: expect.stringContaining('"attributes":{"firstName":"John"}') });
    expect(answer()?.body).toContain(`"lastModified":${bench.row().lastModified}`);
  });

  test('U7 needs no credential of Rekey’s own', async () => {
    const print = await fingerprint();
    const before = bench.double.requests.length;
    const { server } = bench.openForCaller().open([]);
    const account = await server.findUnchanged(john, print);
    await server.setPassword(account ?? (await bench.account()), newPassword);
    const used = bench.double.requests.slice(before);
    expect(used).toHaveLength(2);
    expect(used[0]?.query.get('accessTokenId')).toBe(profileTokens.application);
    expect(new URLSearchParams(used[1]?.body.toString()).get('accessTokenId')).toBe(profileTokens.application);
  });

  test.each(denied)('P1 to P3 are relayed: $name', async ({ accessToken, message }) => {
    const { server } = bench.openForCaller({ accessToken }).open([]);
    for (const print of [await fingerprint(), '']) {
      const failure = await server.findUnchanged(john, print).catch((error) => error);
      expect(failure).toBeInstanceOf(CallerRefused);
      expect(failure.answer).toEqual(relayed(403, 'ACCESS_DENIED', message));
      expect(failure.message).not.toContain('token found');
    }
  });

  test.each(tokensWithoutRights)('P7 the profile is nobody’s to an application %s', async (_, accessToken) => {
    const { server } = bench.openForCaller({ accessToken }).open([]);
    for (const print of [await fingerprint(), '']) {
      await expect(server.findUnchanged(john, print)).resolves.toBeUndefined();
    }
    const account = await bench.account();
    await expect(server.setPassword(account, newPassword)).resolves.toEqual({ outcome: 'account-gone-or-closed' });
  });

  test('U4 a refusal of the write leaves the link good and is relayed', async () => {
    const account = await bench.account();
    bench.double.store.accessTokens.delete(profileTokens.application);
    const { server, answer } = bench.openForCaller().open([]);
    await expect(server.setPassword(account, newPassword)).resolves.toMatchObject({ outcome: 'refused-there' });
    expect(answer()).toEqual(relayed(403, 'ACCESS_DENIED', `No access token found for ID "${profileTokens.application}"`));
  });
});
