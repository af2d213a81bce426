import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { callOfPage, callsOfPages } from '#test/page/calls-of-pages.ts';
import { allowEveryApplication, resetsInFrontOf } from '#test/upstream/resets-in-front-of.ts';
import { startUpstreamRekey, type UpstreamRekey } from '#test/upstream/upstream-rekey.ts';

let rekey: UpstreamRekey;
beforeAll(async () => {
  process.env.REKEY_LOG = 'nothing';
  rekey = await startUpstreamRekey({ REKEY_MAILS_PER_MINUTE: '60', REKEY_MAILS_PER_TOKEN_LIFETIME: '60' });
  allowEveryApplication(rekey);
});
afterAll(() => rekey.stop());

const phrase = 'correct horse battery staple';
const askFor = (identifier: string) =>
  rekey.send({
    ...callsOfPages['page/ask-for-link'],
    body: `${new URLSearchParams({ realm: 'crafter-profile', identifier })}`,
  });

/** Asks for a link, and takes its token from the mail. */
async function tokenOf(way: string): Promise<string> {
  const [reset] = resetsInFrontOf(() => rekey).filter((each) => each.way === way);
  await reset?.ask();
  return rekey.mailedToken();
}

test('K11 the check of a Studio link tells the username and asks Studio nothing', async () => {
  const token = await tokenOf('crafter-studio');
  const before = rekey.studio.requests.length;
  for (let time = 0; time < 3; time++) {
    const answer = await rekey.send(callOfPage('crafter-studio/check-link', { token }));
    expect([answer.status, answer.body]).toEqual([200, '{"username":"jane.doe"}']);
  }
  expect(rekey.studio.requests).toHaveLength(before);
});

test('K11 F7 the check of a Profile link tells the username, costs the server one call, and ends with the uses of the link', async () => {
  const token = await tokenOf('crafter-profile, by the page');
  const check = () => rekey.send(callOfPage('crafter-profile/check-link', { token }));
  const before = rekey.profile.requests.length;
  expect((await check()).body).toBe('{"username":"own.er"}');
  expect(rekey.profile.requests).toHaveLength(before + 1);
  for (let time = 1; time < 60; time++) {
    await check();
  }
  expect((await check()).status).toBe(429);
  expect(rekey.profile.requests).toHaveLength(before + 60);
});

describe('The mail to a person of Crafter Profile', () => {
  test('K10 leads to Rekey’s own page, and the notice afterwards to its form', async () => {
    await askFor('john.doe@example.com');
    const token = await rekey.mailedToken();
    const mail = rekey.memory.mails.at(-1);
    expect(mail?.text).toContain(`https://rekey.example.com/reset-password#realm=crafter-profile&token=${token}`);
    expect(mail?.text).not.toContain('tokenId=');
  });

  test('M12 goes to each of two profiles of one address, in the spelling that is stored', async () => {
    const { store } = rekey.profile;
    for (const [username, email] of [
      ['two.a', 'Two@example.com'],
      ['two.b', 'two@EXAMPLE.com'],
    ] as const) {
      store.createProfile({ tenant: 'sample-tenant', username, email, password: 'an old pass phrase' });
    }
    store.createProfile({ tenant: 'default', username: 'two.c', email: 'two@example.com', password: 'an old pass phrase' });
    const before = rekey.memory.mails.length;
    await askFor('TWO@example.com');
    await rekey.mailedToken();
    expect(
      rekey.memory.mails
        .slice(before)
        .map(({ to }) => to)
        .sort(),
    ).toEqual(['Two@example.com', 'two@EXAMPLE.com']);
  });

  test('K6 U3 is of no use after the profile has moved to another tenant', async () => {
    const { id } = rekey.profile.store.createProfile({
      tenant: 'sample-tenant',
      username: 'mover',
      password: 'an old pass phrase',
    });
    await askFor('mover@example.com');
    const token = await rekey.mailedToken();
    Object.assign(rekey.profile.store.profiles.get(id) ?? {}, { tenant: 'default' });
    for (const call of ['check-link', 'set-password']) {
      const { status } = await rekey.send(callOfPage(`crafter-profile/${call}`, { token, password: phrase }));
      expect(status).toBe(401);
    }
  });

  test('M7 three spellings of one address share its limit, and an unknown address costs one call for each mail that it could have', async () => {
    const limited = await startUpstreamRekey();
    const before = limited.profile.requests.length;
    for (const identifier of [
      'no.body@example.com',
      'No.Body@example.com',
      ' NO.BODY@example.com',
      'no.body@EXAMPLE.com',
      'no.body@example.com',
    ]) {
      await limited.send({
        ...callsOfPages['page/ask-for-link'],
        body: `${new URLSearchParams({ realm: 'crafter-profile', identifier })}`,
      });
      await limited.mailedToken();
    }
    expect(limited.profile.requests.slice(before).map(({ path }) => path.split('/').at(-1))).toEqual(Array(3).fill('by_query'));
    await limited.stop();
  });
});
