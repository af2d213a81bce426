import { setImmediate } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { logIn } from '#infra/local/doubles/log-in.ts';
import { seededPeople } from '#infra/local/doubles/seeded-people.ts';
import { type Doubles, type StartedDoubles, startDoubles } from '#infra/local/doubles/start-doubles.ts';
import { realms } from '#lib/reset/ports.ts';

const port = { number: 0, variable: 'PORT' };
let started: StartedDoubles;
let doubles: Doubles;

beforeAll(async () => {
  started = await startDoubles({ 'crafter-profile': port, 'crafter-studio': port, 'traffic-ops': port });
  doubles = started.doubles;
});
afterAll(() => started.stop());

describe.each(realms)('at the stand-in of %s', (realm) => {
  const attempt = (username: string, password: string) => logIn(realm, doubles[realm].url, { username, password });

  test('the people of the seed log in with their first passwords, except those who cannot log in', async () => {
    const answers = [];
    for (const { username, password } of seededPeople[realm]) {
      answers.push({ username, isLoggedIn: (await attempt(username, password)).isLoggedIn });
    }
    expect(answers).toEqual(seededPeople[realm].map(({ username, state }) => ({ username, isLoggedIn: state === null })));
    expect(answers.filter(({ isLoggedIn }) => isLoggedIn).length).toBeGreaterThan(1);
  });

  test('the addresses are those of the accounts', () => {
    for (const { username, email } of seededPeople[realm]) {
      expect(doubles[realm].find(username)).toMatchObject({ email });
    }
  });

  test('a wrong password and an unknown name do not log in, and the answer is the server’s own', async () => {
    const [{ username = '' } = {}] = seededPeople[realm];
    const own = {
      'crafter-profile': '401 Unauthorized: {"errorCode":"BAD_CREDENTIALS"',
      'crafter-studio': '302 Found, to /studio/login?error',
      'traffic-ops': '401 Unauthorized: {"alerts"',
    };
    for (const name of [username, 'nobody.there']) {
      expect(await attempt(name, 'a wrong pass phrase')).toEqual({
        isLoggedIn: false,
        answer: expect.stringContaining(own[realm]),
      });
    }
  });

  test('a password that was set there logs in, and the first one no longer does', async () => {
    const [{ username = '', password = '' } = {}] = seededPeople[realm];
    await doubles[realm].setPassword(username, 'a new pass phrase');
    expect(await attempt(username, 'a new pass phrase')).toMatchObject({ isLoggedIn: true });
    expect(await attempt(username, password)).toMatchObject({ isLoggedIn: false });
  });
});

test('if one port is taken, no stand-in keeps running', async () => {
  const servers = () => process.getActiveResourcesInfo().filter((name) => name === 'TCPServerWrap').length;
  const before = servers();
  const taken = { number: Number(new URL(doubles['traffic-ops'].url).port), variable: 'TRAFFIC_OPS_PORT' };

  await expect(startDoubles({ 'crafter-profile': port, 'crafter-studio': port, 'traffic-ops': taken })).rejects.toThrow(
    `Port ${taken.number} is already in use. Set TRAFFIC_OPS_PORT to another port.`,
  );
  // The loop ends the handles of closed servers at the end of its turn.
  await setImmediate();
  await setImmediate();
  expect(before).toBeGreaterThan(0);
  expect(servers()).toBe(before);
});
