import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type ProfileForCaller, profileForCaller } from '#lib/upstream/crafter-profile/profile-for-caller.ts';
import { CallerRefused } from '#lib/upstream/crafter-profile/profile-server.ts';
import { type HttpClient, httpClient } from '#lib/upstream/http-client.ts';
import { upstreamLink } from '#test/contracts/upstream-bench.ts';
import { newPassword } from '#test/contracts/upstream-changes.ts';
import type { UpstreamTarget } from '#test/contracts/upstream-target.ts';
import { memoryShadows } from '#test/memory/memory-shadows.ts';
import { textOf } from '#test/upstream/text-of.ts';
import type { ProfileAccess } from './profile-target.ts';

export type OpenedProfile = { access: ProfileAccess; target: UpstreamTarget };

/** What a Crafter Profile, be it real or a stand-in, answers to the application that calls Rekey. */
export function profileCallerContract(open: () => Promise<OpenedProfile>): void {
  let access: ProfileAccess;
  let target: UpstreamTarget;
  let client: HttpClient;
  beforeAll(async () => {
    ({ access, target } = await open());
    client = httpClient({ url: access.url, maximumCalls: 4 });
  });
  afterAll(async () => {
    client.close();
    await target.close();
  });
  const caller = (accessToken = access.applicationToken, acceptsServersTokens = true): ProfileForCaller =>
    profileForCaller({ client, accessToken, acceptsServersTokens });
  const accessDenied = {
    verdict: 'access-denied',
    answer: { status: 403, body: expect.stringContaining('"errorCode":"ACCESS_DENIED"') },
  };

  test('the profile is relayed as the server gives it', async () => {
    const person = await target.administrator.createPerson();
    const found = await caller().askForProfile(person.id, []);
    expect(found).toMatchObject({ verdict: 'profile', account: { id: person.id, email: person.email }, answer: { status: 200 } });
    const body = found.verdict === 'profile' ? JSON.parse(found.answer.body) : {};
    expect(body).toEqual({ ...(await target.administrator.describe(person)), lastModified: expect.any(Number) });
    const withoutAttributes = await caller().askForProfile(person.id, ['$none']);
    expect(withoutAttributes.verdict === 'profile' && JSON.parse(withoutAttributes.answer.body).attributes).toEqual({});
  });

  test.each(['0'.repeat(24), 'nobody', 'a b', "'", '../1'])('there is no profile %j', async (id) => {
    await expect(caller().askForProfile(id, [])).resolves.toEqual({ verdict: 'no-such-profile' });
  });

  test.each([
    ['no access token', ''],
    ['an unknown one', 'unknown'],
    ['one that is too long for a URL', 'ä'.repeat(30_000)],
  ])('%s is refused before anything else', async (_, accessToken) => {
    await expect(caller(accessToken).askForProfile('nobody', [])).resolves.toEqual(accessDenied);
    await expect(caller(accessToken).askAboutToken('x'.repeat(43))).resolves.toEqual(accessDenied);
  });

  test.each(['x'.repeat(43), 'a.b', 'a/b', '', ' '])('there is no token %j', async (resetTokenId) => {
    await expect(caller().askAboutToken(resetTokenId)).resolves.toEqual({ verdict: 'no-such-token' });
  });

  test("the server's own token works once, if it is accepted", async () => {
    const person = await target.administrator.createPerson();
    const body = new URLSearchParams({ accessTokenId: access.applicationToken });
    const path = `${access.url}/api/1/profile/${person.id}/verification_token/create`;
    const headers = { accept: 'application/json' };
    const { id: resetTokenId } = JSON.parse(await textOf(await fetch(path, { method: 'POST', headers, body })));
    await expect(caller().askAboutToken(resetTokenId)).resolves.toEqual({ verdict: 'servers-own' });
    await expect(caller(access.applicationToken, false).askAboutToken(resetTokenId)).resolves.toEqual({
      verdict: 'no-such-token',
    });
    const change = { resetTokenId, newPassword, attributeToReturn: ['$none'] };
    const changed = await caller().changeWithServersToken(change);
    expect(changed).toMatchObject({ answer: { status: 200 }, account: { id: person.id } });
    await expect(target.administrator.logsIn(person, newPassword)).resolves.toBe(true);
    await expect(caller().changeWithServersToken(change)).resolves.toMatchObject({ answer: { status: 404 }, account: undefined });
  });

  test('U1 a link is redeemed, and the answer is relayed', async () => {
    const person = await target.administrator.createPerson();
    const link = await upstreamLink({ server: target.server, person }, memoryShadows());
    const opened = caller().open(['$none']);
    await expect(link.by(opened.server).redeem(newPassword)).resolves.toBe('set');
    expect(opened.answer()?.status).toBe(200);
    expect(JSON.parse(`${opened.answer()?.body}`)).toMatchObject({ id: person.id, username: person.username, attributes: {} });
    await expect(target.administrator.logsIn(person, newPassword)).resolves.toBe(true);
    await expect(target.administrator.logsIn(person, person.password)).resolves.toBe(false);
  });

  test('a caller whose access token is refused leaves the link good', async () => {
    const person = await target.administrator.createPerson();
    const link = await upstreamLink({ server: target.server, person }, memoryShadows());
    await expect(link.by(caller('unknown').open([]).server).redeem(newPassword)).rejects.toThrow(CallerRefused);
    await expect(link.redeem(newPassword)).resolves.toBe('set');
  });
}
