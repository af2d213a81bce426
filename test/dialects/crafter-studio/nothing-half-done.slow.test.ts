// It takes seconds because it starts a local stack and waits for its streams after every refusal.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import bcrypt from 'bcryptjs';
import { type Stack, startStack } from '#infra/local/start-stack.ts';
import { dynamoResetRequests } from '#lib/dynamo/dynamo-reset-requests.ts';
import type { Asker } from '#lib/reset/ports.ts';
import { administratorJwt } from '#test/golden/crafter-studio/administrator-jwt.ts';
import { forgotPassword, resetPassword, setPassword, studioUser, validateToken } from '#test/golden/crafter-studio/parts.ts';
import { type Exchange, fill, type Values } from '#test/golden/exchange.ts';
import { sendHttp } from '#test/golden/send-http.ts';
import { wireWorld } from '#test/golden/wire-world.ts';
import type { World } from '#test/golden/world.ts';

let stack: Stack;
let world: World;
let jwt: string;
beforeAll(async () => {
  stack = await startStack({ port: 0, dynamoPort: 0, inboxPort: 0, quiet: true });
  world = wireWorld(stack);
  jwt = await administratorJwt();
});
afterAll(() => stack.stop());

let lastAddress = 50_000;

type Asking = Pick<Exchange, 'request'>;

async function statusOf({ request }: Asking, values: Values = {}): Promise<number> {
  const headers = Object.entries(request.headers ?? {}).map(([name, value]) => [name, fill(value, { jwt, ...values })]);
  const { status } = await sendHttp(world.baseUrl, { ...request, headers: Object.fromEntries(headers) }, ++lastAddress);
  return status;
}

const reference = (id: string) => ({ realm: 'crafter-studio', id }) as const;
const phrase = 'correct horse battery';
const addressOf = (id: string) => `${id}@example.com`;

const stateOf = async (id: string) => [await world.account(reference(id)), await world.passwordHash(reference(id))];

const hasPassword = async (id: string, password: string) => bcrypt.compare(password, await world.passwordHash(reference(id)));

const resetRequest = (id: string, asker: Asker) =>
  dynamoResetRequests(world.settings).find({ ...reference(id), asker, identifier: id });

/** Without a stored request there is no mail, because the stored request sends it. */
async function expectNothingAsked(id: string): Promise<void> {
  expect([await resetRequest(id, 'anonymous'), await resetRequest(id, 'administrator')]).toEqual([undefined, undefined]);
}

async function mailerIsDone(id: string, asker: Asker): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const request = await resetRequest(id, asker);
    if (request !== undefined && request.mailedFor === request.sequence) {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`the ${asker} request for ${id} is not done`);
}

test('K5 S8 a refused password leaves the token good and the account as it was', async () => {
  const id = await studioUser(world);
  const token = await world.token(reference(id));
  const before = await stateOf(id);
  for (const password of ['short', 'password1', 'x'.repeat(73), id, addressOf(id), 'correct\0horse']) {
    expect(await statusOf(setPassword({ token, new: password }))).toBe(400);
  }
  for (const body of [{ token }, { token, new: '' }, { token, new: 12345678 }, `{"token":"${token}","new":`]) {
    expect(await statusOf(setPassword(body))).toBe(400);
  }
  expect(await stateOf(id)).toEqual(before);
  expect(await statusOf(setPassword({ token, new: phrase }))).toBe(200);
  expect(await hasPassword(id, phrase)).toBe(true);
});

test('S5 a used token and every other token of the account are dead (K2, K3, K12)', async () => {
  const id = await studioUser(world);
  const [first, second] = [await world.token(reference(id)), await world.token(reference(id))];
  expect(await statusOf(setPassword({ token: second, new: phrase }))).toBe(200);
  const before = await stateOf(id);
  for (const token of [first, second]) {
    expect(await statusOf(setPassword({ token, new: 'another pass phrase' }))).toBe(401);
    expect(await statusOf(validateToken(`?token=${token}`))).toBe(401);
  }
  expect(await stateOf(id)).toEqual(before);
});

test('K11 validating a token ten times before the user does not spend it', async () => {
  const id = await studioUser(world);
  const token = await world.token(reference(id));
  const before = await stateOf(id);
  for (let time = 0; time < 10; time++) {
    expect(await statusOf(validateToken(`?token=${token}`, { 'Sec-Purpose': 'prefetch' }))).toBe(200);
  }
  expect(await stateOf(id)).toEqual(before);
  expect(await statusOf(setPassword({ token, new: phrase }))).toBe(200);
});

test('S5 S6 a token of a closed account sets nothing', async () => {
  for (const state of [{ enabled: false }, { externallyManaged: true }]) {
    const id = await studioUser(world, state);
    const token = await world.token(reference(id));
    const before = await stateOf(id);
    expect(await statusOf(setPassword({ token, new: phrase }))).toBe(401);
    expect(await stateOf(id)).toEqual(before);
  }
});

test('A2 S2 S3 S4 S8 a refused administrator’s call writes nothing and sends nothing', async () => {
  const id = await studioUser(world);
  const token = await world.token(reference(id));
  const before = await stateOf(id);
  const user = `Bearer ${await administratorJwt({ roles: ['user'] })}`;
  for (const Authorization of ['', 'Bearer a.b.c', user]) {
    expect(await statusOf(resetPassword(id, { new: phrase }, { Authorization }))).toBe(401);
    expect(await statusOf(resetPassword(id, undefined, { Authorization }))).toBe(401);
  }
  for (const body of [
    'null',
    '[]',
    'new=x',
    { new: '' },
    { new: null },
    { new: 12345678 },
    { new: [phrase] },
    { new: 'short' },
  ]) {
    expect(await statusOf(resetPassword(id, body))).toBe(400);
  }
  expect(await stateOf(id)).toEqual(before);
  await expectNothingAsked(id);
  expect(await statusOf(validateToken(`?token=${token}`))).toBe(200);
});

test('S6 an administrator can neither set an externally managed user’s password nor start a reset for that user', async () => {
  const id = await studioUser(world, { externallyManaged: true });
  const before = await stateOf(id);
  expect(await statusOf(resetPassword(id, { new: phrase }))).toBe(403);
  expect(await statusOf(resetPassword(id, {}))).toBe(403);
  expect(await stateOf(id)).toEqual(before);
  await expectNothingAsked(id);
});

test('S1 a password that an administrator sets is stored, and outstanding tokens are dead (K4)', async () => {
  for (const enabled of [true, false]) {
    const id = await studioUser(world, { enabled });
    const token = await world.token(reference(id));
    expect(await statusOf(resetPassword(id, { new: phrase, enabled: true, passwordHash: 'x', credentialStamp: 'x' }))).toBe(200);
    expect(await hasPassword(id, phrase)).toBe(true);
    expect((await world.account(reference(id))).enabled).toBe(enabled);
    expect(await statusOf(setPassword({ token, new: 'another pass phrase' }))).toBe(401);
  }
});

test('S1 an administrator who sends no password triggers a mail with a working link, and sets no password', async () => {
  for (const body of [undefined, '', {}, '{"__proto__":{"new":"a good pass phrase"}}']) {
    const id = await studioUser(world);
    const before = await stateOf(id);
    expect(await statusOf(resetPassword(id, body))).toBe(200);
    const [mail] = await world.mailsTo(addressOf(id));
    expect(mail?.subject).toBe('Forgot Password');
    expect(await stateOf(id)).toEqual(before);
    const token = /token=([\w-]{43})/.exec(mail?.body.text ?? '')?.[1];
    expect(await statusOf(validateToken(`?token=${token}`))).toBe(200);
  }
});

test('S1 a disabled user and a user without an address get no mail, whoever requests it', async () => {
  const states = [{ enabled: false }, { email: null }, { email: '' }];
  for (const state of states) {
    const id = await studioUser(world, state);
    expect(await statusOf(forgotPassword(`?username=${id}`))).toBe(200);
    expect(await statusOf(resetPassword(id, {}))).toBe(200);
    await mailerIsDone(id, 'anonymous');
    await mailerIsDone(id, 'administrator');
    expect(await world.mailsTo(addressOf(id), 0)).toEqual([]);
  }
  expect(await world.mailsTo('', 0)).toEqual([]);
});

test('K11 M1 S2 S6 S7 a request for a mail sends no mail if it is refused or names someone else', async () => {
  const id = await studioUser(world);
  const external = await studioUser(world, { externallyManaged: true });
  const user = await studioUser(world);
  const prefetch = { 'Sec-Purpose': 'prefetch;prerender' };
  expect(await statusOf(forgotPassword(`?username=${id}`, prefetch))).toBe(503);
  expect(await statusOf(forgotPassword(`?username=${id}`, { Purpose: 'prefetch' }))).toBe(503);
  expect(await statusOf(forgotPassword(`?username=&username=${id}`))).toBe(400);
  expect(await statusOf(forgotPassword(`?username=${external}&username=${id}`))).toBe(403);
  for (const other of [`${id}%00`, `${id}%0D%0Ax`, `${id},${user}`, `${id}%2C${user}`, addressOf(id)]) {
    expect(await statusOf(forgotPassword(`?username=${other}`))).toBe(404);
  }
  expect(await statusOf(forgotPassword(`?username=${user}&username=${id}&email=${addressOf(id)}`))).toBe(200);
  await mailerIsDone(user, 'anonymous');
  expect(await world.mailsTo(addressOf(user), 0)).toHaveLength(1);
  await expectNothingAsked(id);
  await expectNothingAsked(external);
});
