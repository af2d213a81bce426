import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { demoCredentials } from '#infra/demo/demo-credentials.ts';
import { admin, runWords } from '#test/infra/admin/run-words.ts';
import { type DeployedStack, startDeployedStack } from './deployed-stack.ts';

let stack: DeployedStack;

beforeAll(async () => {
  stack = await startDeployedStack();
});
beforeEach(() => {
  stack.account.operation.secrets = {};
});
afterAll(() => stack.stop());

const valuesOf = (name: string) => stack.account.operation.secrets[name] ?? [];
const rotate = (words: string, { answer, secret }: { answer?: string; secret?: string } = {}) =>
  runWords(`rotate ${words} --stack Rekey`.split(' '), false, answer, secret);

test('A6 rotate makes a new secret of 256 bits, keeps the former version and prints neither', async () => {
  const first = await rotate('administrators --yes');
  const second = await rotate('administrators --yes --json');
  const [one = '', other = ''] = valuesOf('administrators');
  expect(one).toMatch(/^[0-9a-f]{64}$/);
  expect(other).not.toBe(one);
  expect(JSON.parse(second.out)).toEqual({ secret: 'administrators', formerStaysValid: true, dryRun: false });
  expect(first.out).toContain('Tokens that were signed before work until they expire, or until the next rotation.');
  expect(`${first.out}${first.err}${second.out}${second.err}`).not.toMatch(new RegExp(`${one}|${other}`));
});

test('rotate --leaked puts the new secret into both versions, so that the former one ends', async () => {
  const { out } = await rotate('traffic-ops-sessions --leaked --yes');
  const values = valuesOf('sessions');
  expect(values).toHaveLength(2);
  expect(new Set(values).size).toBe(1);
  expect(out).toContain('people in the middle of a reset follow their link again');
});

test('rotate asks first, and says what ends', async () => {
  expect((await rotate('administrators --leaked', { answer: 'n' })).err).toContain('administrators need new ones. Go on?');
  expect((await rotate('administrators')).err).toContain('Add --yes to do it.');
  expect((await rotate('administrators --dry-run')).out).toContain('This would change the secret administrators.');
  expect(valuesOf('administrators')).toEqual([]);
  expect((await rotate('administrators', { answer: 'yes' })).code).toBe(0);
  expect(valuesOf('administrators')).toHaveLength(1);
});

test('rotate takes a value that a product gave from the standard input, and does not print it', async () => {
  const { outputs } = stack.account;
  Object.assign(outputs, {
    CrafterStudioUrl: 'https://studio.example.com/studio',
    CrafterStudioSecret: 'studio',
    TokenLifetimeMinutes: '30',
  });
  const { code, out, err } = await rotate('crafter-studio --yes', { secret: 'token-of-the-product\n' });
  expect({ code, values: valuesOf('studio') }).toEqual({ code: 0, values: ['token-of-the-product'] });
  expect(out + err).not.toContain('token-of-the-product');
  Object.assign(outputs, { TrafficOpsUrl: 'https://ops.example.com', TrafficOpsServiceUser: 'rekey' });
  const secret = 'f'.repeat(40);
  expect((await rotate('traffic-ops-sessions --yes', { secret })).code).toBe(0);
  expect(valuesOf('sessions')).toEqual([secret]);
  const refused = async (given?: string) =>
    (await rotate('traffic-ops-sessions --yes', given === undefined ? {} : { secret: given })).err;
  expect(await refused('short')).toBe('The value is shorter than 32 bytes. Nothing was changed.\n');
  expect(await refused()).toContain('The value is missing');
  expect(await refused(`two\nlines ${secret}`)).toContain('one line of ASCII characters');
  expect(await refused(demoCredentials.trafficOpsSessionSecret)).toContain('is that of the demo');
  expect(valuesOf('sessions')).toEqual([secret]);
});

test.each([
  ['rotate crafter-profile --yes --stack Rekey', 'This stack has no secret crafter-profile.'],
  ['rotate passwords --stack Rekey', 'Allowed choices are administrators, traffic-ops-sessions'],
])('%s is refused', async (words, err) => {
  expect(await admin(words)).toMatchObject({ code: 1, out: '', err: expect.stringContaining(err) });
});
