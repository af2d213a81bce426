// It takes seconds because each call of each verb to DynamoDB and SES fails in turn, in every way that a network can fail.
import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { dynamoClient } from '#lib/dynamo/client.ts';
import { patience } from '#lib/runtime/patience.ts';
import { administratorJwt } from '#test/golden/crafter-studio/administrator-jwt.ts';
import * as studio from '#test/golden/crafter-studio/parts.ts';
import type { GoldenRequest } from '#test/golden/exchange.ts';
import { askingVerbs, type FaultyVerb, mailingVerbs, settingVerbs } from './faulty-verbs.ts';
import { cookieOf, getWith, newPerson, phrase, products, profileOwners, putWith, trafficOpsProduct } from './products.ts';
import { jsonError, type Line, mailError } from './start-line.ts';
import { startWiredRekey, type WiredRekey } from './wired-rekey.ts';

let rekey: WiredRekey;
beforeAll(async () => {
  rekey = await startWiredRekey();
  // The SDK waits for a random part of a second before it tries again.
  jest.spyOn(Math, 'random').mockReturnValue(1e-9);
});
afterAll(() => rekey.stop());

function repair(): void {
  for (const line of [rekey.database, rekey.mail]) {
    line.fault = () => undefined;
  }
}
afterEach(repair);

type FaultAt = (n: number) => Line['fault'];

/** Faults at the n-th call. The SDK's second attempt may recover from the first of them. */
const lostAnswers: { readonly [what: string]: FaultAt } = {
  'has its answer lost':
    (n) =>
    ({ number }) =>
      number === n ? 'answer-lost' : undefined,
  'and the next have their answers lost':
    (n) =>
    ({ number }) =>
      number === n || number === n + 1 ? 'answer-lost' : undefined,
};

const databaseFaults: { readonly [what: string]: FaultAt } = {
  ...lostAnswers,
  'and all later ones are lost':
    (n) =>
    ({ number }) =>
      number >= n ? 'lost' : undefined,
  'and all later ones are throttled':
    (n) =>
    ({ number }) =>
      number >= n ? jsonError(400, 'ProvisionedThroughputExceededException') : undefined,
};

const mailFaults: { readonly [what: string]: FaultAt } = {
  ...lostAnswers,
  'and all later ones fail':
    (n) =>
    ({ number }) =>
      number >= n ? mailError(500, 'InternalFailure') : undefined,
};

/** Moves the fault through every call of the verb, and returns the answers and what was left half done. */
async function walk(verb: FaultyVerb, line: Line, faultAt: FaultAt) {
  const answers = new Set<string>();
  const halfDone: string[] = [];
  let n = 0;
  do {
    n += 1;
    const attempt = await verb.prepare(rekey);
    line.calls.length = 0;
    line.fault = faultAt(n);
    const answer = await attempt.act();
    repair();
    const calls = line.calls.length;
    if (answer !== undefined && answer.status !== 200) {
      answers.add(`${answer.status} ${answer.body.replace(/[0-9a-f-]{36}/, '<id>')}`);
    }
    halfDone.push(...(await attempt.halfDone(answer?.status)).map((what) => `${n}: ${what}`));
    if (calls < n) {
      return { calls: n - 1, answers: [...answers], halfDone };
    }
  } while (n < 30);
  throw new Error('no end of calls');
}

/** How the dialects word an outage, and a limit that cannot be counted. */
const outage =
  /^500 (\{"message":"Internal server error"\}|\{"alerts":\[\{"level":"error","text":"Internal Server Error"\}\]\}\n|\{"message":"Internal server error\. \w+ <id>"\})$/;
const limited = /^429 /;

describe.each(Object.entries(databaseFaults))('when the n-th call of DynamoDB %s', (what, faultAt) => {
  test.each(settingVerbs.map((verb) => [verb.name, verb] as const))(
    'F1 nothing is half done, so there is either the old password and a good token or the new password and a dead token: %s',
    async (_, verb) => {
      const { calls, answers, halfDone } = await walk(verb, rekey.database, faultAt);
      expect(halfDone).toEqual([]);
      expect(calls).toBeGreaterThanOrEqual(2);
      expectOutages(what, answers);
    },
  );

  test.each(askingVerbs.map((verb) => [verb.name, verb] as const))('F1 nothing is half done: %s', async (_, verb) => {
    const { calls, answers, halfDone } = await walk(verb, rekey.database, faultAt);
    expect(halfDone).toEqual([]);
    expect(calls).toBeGreaterThanOrEqual(2);
    expectOutages(what, answers);
  });

  test.each(mailingVerbs.map((verb) => [verb.name, verb] as const))('F1 M8 nothing is half done: %s', async (_, verb) => {
    const { calls, halfDone } = await walk(verb, rekey.database, faultAt);
    expect(halfDone).toEqual([]);
    expect(calls).toBeGreaterThanOrEqual(2);
  });
});

function expectOutages(what: string, answers: readonly string[]): void {
  const others = answers.filter((answer) => !outage.test(answer));
  expect(others.filter((answer) => !(what.includes('throttled') && limited.test(answer)))).toEqual([]);
  expect(answers.filter((answer) => outage.test(answer)).length).toBeLessThanOrEqual(1);
}

describe.each(Object.entries(mailFaults))('when the n-th call of SES %s', (_, faultAt) => {
  test.each(mailingVerbs.map((verb) => [verb.name, verb] as const))('F1 M8 nothing is half done: %s', async (_name, verb) => {
    const { halfDone } = await walk(verb, rekey.mail, faultAt);
    expect(halfDone).toEqual([]);
  });
});

test('F1 an outage gets the same answer for a known and an unknown account', async () => {
  const away = [
    () => 'lost' as const,
    () => jsonError(500, 'InternalServerError'),
    () => jsonError(400, 'ResourceNotFoundException'),
  ];
  for (const product of [...products, profileOwners]) {
    const known = await newPerson(rekey, product);
    const unknown = { ...known, id: known.id.replace(/\w$/, 'f'), email: 'nobody@example.com' };
    for (const fault of away) {
      rekey.database.fault = fault;
      const answers = [await rekey.send(product.ask(known)), await rekey.send(product.ask(unknown))];
      expect(answers[0]).toEqual(answers[1]);
      expect(answers[0]?.status).toBe(500);
    }
    repair();
  }
});

/** One call of each route. */
async function everyRoute(): Promise<GoldenRequest[]> {
  const people = await Promise.all(products.map((product) => newPerson(rekey, product)));
  const tokens = await Promise.all(people.map((person) => rekey.world.token(person)));
  const cookie = cookieOf(await rekey.send(trafficOpsProduct.bringToken(tokens[2])));
  const headers = { Authorization: `Bearer ${await administratorJwt()}` };
  return [
    ...products.map((product, index) => product.ask(people[index] ?? { realm: product.realm, id: '', email: '' })),
    ...products.map((product, index) => product.bringToken(tokens[index])),
    studio.setPassword({ token: tokens[1], new: phrase }).request,
    studio.resetPassword(people[1]?.id ?? '', { new: phrase }, headers).request,
    getWith(cookie),
    putWith(cookie, { localPasswd: phrase }),
  ];
}

type NodeHandler = {
  httpHandlerConfigs(): { connectionTimeout?: number; requestTimeout?: number };
  updateHttpClientConfig(name: 'requestTimeout', milliseconds: number): void;
};

test('F1 a database that does not answer is an outage on every route, and the route says so before its function times out', async () => {
  const requests = await everyRoute();
  const { maxAttempts, ...config } = dynamoClient().config;
  // This is the SDK's handler for Node, but the client's type does not say so.
  const requestHandler = config.requestHandler as unknown as NodeHandler;
  const { connectionTimeout = 0, requestTimeout = 0 } = requestHandler.httpHandlerConfigs();
  const longestMilliseconds = ((connectionTimeout + requestTimeout) * (await maxAttempts())) / patience(1);
  expect(longestMilliseconds).toBeGreaterThan(0);
  expect(longestMilliseconds).toBeLessThan(10_000);
  // Nothing answers on any machine, so a short wait shows the same as a long one.
  requestHandler.updateHttpClientConfig('requestTimeout', 200);
  rekey.database.fault = ({ operation }) => (operation === 'GetSecretValue' ? undefined : 'silent');
  const answers = await Promise.all(requests.map((request) => rekey.send(request)));
  requestHandler.updateHttpClientConfig('requestTimeout', requestTimeout);
  expect(answers.map(({ status, body }) => `${status} ${body.replace(/[0-9a-f-]{36}/, '<id>')}`)).toEqual(
    answers.map(() => expect.stringMatching(outage)),
  );
});

test('F1 it is an outage if Secrets Manager is down, and the outage ends when it is up again', async () => {
  const requests = (await everyRoute()).slice(-3);
  const later = performance.now() + 700_000;
  const clock = jest.spyOn(performance, 'now').mockReturnValue(later);
  rekey.database.fault = ({ operation }) => (operation === 'GetSecretValue' ? jsonError(500, 'InternalServiceError') : undefined);
  for (const request of requests) {
    const { status, body } = await rekey.send(request);
    expect(`${status} ${body.replace(/[0-9a-f-]{36}/, '<id>')}`).toMatch(outage);
  }
  repair();
  for (const request of requests.slice(1)) {
    expect((await rekey.send(request)).status).toBe(200);
  }
  clock.mockRestore();
});
