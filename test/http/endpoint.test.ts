import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { lambdaContext } from '#infra/local/lambda-context.ts';
import { refuse } from '#lib/dialects/traffic-ops/refuse.ts';
import { getCurrentUser } from '#lib/dialects/traffic-ops/routes.ts';
import { defineEndpoint } from '#lib/http/endpoint.ts';
import { ResetError } from '#lib/reset/errors.ts';
import { eventOf } from '#test/golden/send-event.ts';
import { getCurrent } from '#test/golden/traffic-ops/messages.ts';

const logged: string[] = [];

beforeEach(() => {
  process.env.REKEY_LOG = 'lines';
  logged.length = 0;
  jest.spyOn(process.stdout, 'write').mockImplementation((line) => logged.push(`${line}`) > 0);
});
afterEach(() => {
  jest.restoreAllMocks();
  delete process.env.REKEY_LOG;
});

/** The handler looks up nothing. */
const adapters = { accounts: () => ({}) as never, secrets: () => ({}) as never };

async function answerTo(error: Error) {
  const handler = defineEndpoint(getCurrentUser, refuse, adapters, async () => {
    throw error;
  });
  const { statusCode } = await handler(eventOf(getCurrent({}), 1), lambdaContext(getCurrentUser.id));
  return { statusCode, lines: logged.map((line): object => JSON.parse(line)) };
}

test('a refusal that the dialect answers is not logged as a failure', async () => {
  const { statusCode, lines } = await answerTo(new ResetError('token-refused', { given: 'a-token' }));
  expect(statusCode).toBe(401);
  expect(lines).toEqual([expect.objectContaining({ level: 'INFO', status: 401, failure: 'token-refused' })]);
});

test.each([
  [
    'a refusal that the dialect calls impossible',
    new ResetError('account-externally-managed', null),
    'account-externally-managed',
  ],
  ['a defect', new Error('a defect'), undefined],
])('%s is logged as an unexpected failure, with where it was thrown', async (_, error, code) => {
  const { statusCode, lines } = await answerTo(error);
  expect(statusCode).toBe(500);
  const at = expect.stringContaining('endpoint.test.ts');
  expect(lines).toEqual([
    expect.objectContaining({ level: 'ERROR', message: 'unexpected failure', at }),
    expect.objectContaining({ level: 'INFO', status: 500, failure: 'unexpected' }),
  ]);
  expect(lines[0]).toHaveProperty('failure', error.name);
  expect(Object(lines[0]).code).toBe(code);
});
