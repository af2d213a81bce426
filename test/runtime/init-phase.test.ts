import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { lambdaContext } from '#infra/local/api/lambda-context.ts';
import { refuse } from '#lib/dialects/traffic-ops/refuse.ts';
import { getCurrentUser } from '#lib/dialects/traffic-ops/routes.ts';
import { defineEndpoint } from '#lib/http/endpoint.ts';
import { inInitPhase, initPhaseDone } from '#lib/runtime/init-phase.ts';
import { eventOf } from '#test/golden/send-event.ts';
import { getCurrent } from '#test/golden/traffic-ops/messages.ts';

const started = 'AWS_LAMBDA_INITIALIZATION_TYPE';

beforeEach(() => {
  process.env[started] = 'on-demand';
  process.env.REKEY_LOG = 'nothing';
});
afterEach(() => {
  delete process.env[started];
});

const trafficOpsSessions = jest.fn(async (): Promise<[string]> => {
  throw new Error('Secrets Manager is away');
});
const secrets = () => ({
  trafficOpsSessions,
  administrators: trafficOpsSessions,
  crafterProfile: trafficOpsSessions,
  crafterStudio: trafficOpsSessions,
});
const event = eventOf(getCurrent({ headers: { cookie: 'mojolicious=a--b' } }), 1);

function endpoint(accounts: () => never) {
  return defineEndpoint(getCurrentUser, refuse, { accounts, resetTokens: () => ({}) as never, secrets }, async ({ ports }) => {
    await ports.secrets.trafficOpsSessions();
    throw new Error('not reached');
  });
}

test('outside Lambda no work starts before the first request', async () => {
  delete process.env[started];
  const work = jest.fn(async () => undefined);
  inInitPhase(work);
  await initPhaseDone();
  expect(work).not.toHaveBeenCalled();
});

test('F1 the INIT phase reads a secret, and if that fails the request gets the dialect’s 500', async () => {
  // The handler looks up no account.
  const handler = endpoint((() => ({})) as () => never);
  await initPhaseDone();
  expect(trafficOpsSessions).toHaveBeenCalledTimes(1);
  expect(await handler(event, lambdaContext(getCurrentUser.id))).toMatchObject({ statusCode: 500 });
  expect(trafficOpsSessions).toHaveBeenCalledTimes(2);
});

test('F6 the INIT phase ends when its secret is read, so that no freeze loses the answer', async () => {
  let answer: (secret: [string]) => void = () => undefined;
  trafficOpsSessions.mockImplementationOnce(
    () =>
      new Promise((resolve) => {
        answer = resolve;
      }),
  );
  // The handler looks up no account.
  endpoint((() => ({})) as () => never);
  const isDone = jest.fn();
  const done = initPhaseDone().then(isDone);
  await new Promise(setImmediate);
  expect(isDone).not.toHaveBeenCalled();
  answer(['secret']);
  await done;
});

test('F1 what fails in the INIT phase fails again at the first request, in the dialect’s words', async () => {
  const handler = endpoint(() => {
    throw new Error('a defect');
  });
  await initPhaseDone();
  expect(await handler(event, lambdaContext(getCurrentUser.id))).toMatchObject({ statusCode: 500 });
});
