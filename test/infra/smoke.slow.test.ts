// It takes seconds because it runs the smoke suite against a whole local stack.
import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Stack, startStack } from '#infra/local/start-stack.ts';
import { allExchanges } from '#test/golden/all-exchanges.ts';
import { faultsOf } from '#test/golden/compare-answers.ts';
import { sendHttp } from '#test/golden/send-http.ts';
import { ownAccessToken } from '#test/golden/world.ts';
import type { Deployed } from '#test/smoke/deployed.ts';
import { isCounted, planSmoke, spread } from '#test/smoke/plan-smoke.ts';
import { outcomeLines, summary } from '#test/smoke/print-outcome.ts';
import { type Outcome, runSmoke } from '#test/smoke/run-smoke.ts';

const baseUrl = 'https://reset.example.com';
const deployed: Deployed = { baseUrl, publicUrl: baseUrl, isDemo: false, isSamLocal: false };
const withCredentials: Deployed = {
  ...deployed,
  accessToken: 'an access token',
  application: 'our-app',
  resetUrl: 'https://app.example.com/reset?a=b',
  administratorToken: 'a.b.c',
};

const plan = (about: Deployed, mostCounted = 25) => planSmoke(allExchanges, about, mostCounted);

describe('The plan of the smoke suite', () => {
  test('sends no credential of the demo to a deployment', async () => {
    for (const about of [deployed, withCredentials]) {
      const { chosen } = await plan(about, 1_000_000);
      const telling = chosen.filter(({ request: { path, body = '' } }) => `${path} ${body}`.includes(ownAccessToken));
      expect(telling.map(({ title }) => title)).toEqual([]);
      expect(chosen.map(({ request }) => request.headers?.Host)).not.toContain('evil.example');
    }
  });

  test('says how many exchanges it leaves out, and why', async () => {
    const { chosen, skipped } = await plan(deployed);
    const left = [...skipped.values()].reduce((sum, count) => sum + count);
    expect(chosen.length + left).toBe(allExchanges.length);
    expect([...skipped.keys()]).toEqual(expect.arrayContaining(['need --access-token', 'need --administrator-token']));
  });

  test('has at most the allowed number of requests that count against an address, and some of every row', async () => {
    const limited = async (about: Deployed, most: number) => (await plan(about, most)).chosen.filter(isCounted);
    const few = await limited(deployed, 25);
    const many = await limited(deployed, 1_000_000);
    expect(few.length).toBeLessThanOrEqual(25);
    const rows = (all: typeof few) => new Set(all.map(({ route, row }) => `${route} ${row}`));
    expect(rows(few)).toEqual(rows(many));
  });

  test('includes more exchanges if the operator gives credentials, and uses them', async () => {
    const { chosen } = await plan(withCredentials);
    expect(chosen.map(({ route, row }) => `${route} ${row}`)).toEqual(
      expect.arrayContaining([
        'crafter-profile/reset-password P5',
        'crafter-profile/reset-password P8',
        'crafter-profile/change-password P7',
        'crafter-studio/reset-password S7',
      ]),
    );
    const sent = chosen
      .map(({ request, response }) => JSON.stringify([request.headers, `${request.body}`.slice(0, 1000), response]))
      .join();
    expect(sent).toContain('resetPasswordUrl=https%3A%2F%2Fapp.example.com%2Freset%3Fa%3Db');
    expect(sent).toContain('Bearer a.b.c');
    expect(sent).not.toContain('sample-app');
  });

  test('leaves out the rows that the operator names', async () => {
    const { chosen } = await planSmoke(allExchanges, deployed, 25, ['S7']);
    expect(chosen.map(({ row }) => row)).not.toContain('S7');
  });
});

test('A spread takes the first of every group before the second of any group', () => {
  const all = ['a1', 'a2', 'a3', 'b1', 'c1', 'c2'];
  expect(spread(all, ([group = '']) => group, 4)).toEqual(['a1', 'a2', 'b1', 'c1']);
  expect(spread(all, ([group = '']) => group, 100)).toEqual(all);
});

test('Faults name each difference, and a header that a proxy adds is not a fault if such headers are allowed', () => {
  const expected = { status: 200, headers: { 'X-A': '{{integer}}' }, body: 'of {{name}}' };
  const common = { 'cache-control': 'no-store', 'referrer-policy': 'no-referrer', 'x-content-type-options': 'nosniff' };
  const good = { status: 200, headers: { ...common, 'x-a': '7', via: 'a proxy' }, body: 'of me' };
  expect(faultsOf(expected, good, { name: 'me' }, 'allowed')).toEqual([]);
  expect(faultsOf(expected, good, { name: 'me' })).toEqual(['via: expected none, got "a proxy"']);
  expect(faultsOf(expected, { status: 500, headers: common, body: 'of you' }, { name: 'me' })).toEqual([
    'status: expected 200, got 500',
    'body: expected "of me", got "of you"',
    'x-a: expected "{{integer}}", got none',
  ]);
});

describe('Against the local stack', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack({ port: 0, dynamoPort: 0, inboxPort: 0, quiet: true });
  });
  afterAll(() => stack.stop());

  const outcomesOf = async (about: Partial<Deployed>, without: readonly string[] = []) => {
    const local: Deployed = { ...deployed, baseUrl: stack.apiUrl, publicUrl: stack.apiUrl, isDemo: true, ...about };
    const planned = await planSmoke(allExchanges, local, 25, without);
    const outcomes: Outcome[] = [];
    for await (const outcome of runSmoke(planned.chosen, (request) => sendHttp(stack.apiUrl, request))) {
      outcomes.push(outcome);
    }
    return { planned, outcomes };
  };

  test('the suite passes', async () => {
    const { planned, outcomes } = await outcomesOf({});
    expect(outcomes.flatMap(({ faults }) => faults)).toEqual([]);
    expect(summary(outcomes, planned)).toContain(`${outcomes.length} of ${outcomes.length} answered as in the contracts.`);
  });

  test('an answer that differs is printed with its row, its route and the difference', async () => {
    const { outcomes } = await outcomesOf({ publicUrl: 'http://127.0.0.1:1' }, ['P-reset']);
    const failed = outcomes.filter(({ faults }) => faults.length > 0);
    expect(failed.map(({ prepared }) => prepared.row)).toEqual(failed.map(() => 'S1'));
    expect(failed.map(outcomeLines).join('\n')).toMatch(
      /^FAIL S1 +crafter-studio\/forgot-password +200 .*\n +location: expected/,
    );
  });
});

test('npm run smoke exits with 1 if nothing answers, and explains what URL it needs', () => {
  const run = (...arguments_: string[]) =>
    spawnSync(process.execPath, ['test/smoke/smoke.ts', ...arguments_], { encoding: 'utf8' });
  expect(run('http://127.0.0.1:1')).toMatchObject({ status: 1, stdout: expect.stringContaining('no answer: ') });
  expect(run('reset.example.com')).toMatchObject({ status: 1, stderr: expect.stringContaining('http or https URL') });
});
