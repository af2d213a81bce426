import assert from 'node:assert/strict';
import bcrypt from 'bcryptjs';
import { type Exchange, fill, type Values } from '#test/golden/exchange.ts';
import type { World } from '#test/golden/world.ts';
import {
  access,
  application,
  changeAnswered,
  changePassword,
  exhaustedApplication,
  goodChange,
  goodReset,
  link,
  p7,
  profile,
  profileWithToken,
  reference,
  resetAnswered,
  resetPassword,
} from './parts.ts';

type Asking = Pick<Exchange, 'request'>;

/** Sends a call before the exchange itself, and requires this status. */
async function send(world: World, { request }: Asking, values: Values, status: number): Promise<void> {
  const { path, body = '' } = request;
  const filled = { ...request, path: fill(path, values), body: fill(String(body), values) };
  const response = await world.send(filled);
  assert.equal(response.status, status, `${filled.path}?${filled.body.slice(0, 300)}`);
}

/** Applications that are refused. */
async function refusedApplications(world: World): Promise<Values> {
  const expired = await application({ expiresOn: 1 })(world);
  const exhausted = await exhaustedApplication()(world);
  const powerless = await application({ tenantPermissions: [] })(world);
  return { expired: expired.access, exhausted: exhausted.access, powerless: powerless.access };
}

const tooLarge = `&x=${'x'.repeat(16 * 1024)}`;

/** One refused reset for each row. */
const refusedResets: readonly (readonly [status: number, form: string])[] = [
  [403, link],
  [403, `accessTokenId=unknown&${link}`],
  [403, `accessTokenId={{expired}}&${link}`],
  [400, access],
  [403, `accessTokenId={{powerless}}&${link}`],
  [400, `${access}&resetPasswordUrl=https://evil.example`],
  [400, `${access}&resetPasswordUrl=http://example.com@evil.example`],
  [429, `accessTokenId={{exhausted}}&${link}`],
  [413, `${goodReset}${tooLarge}`],
];

async function afterRefusedResets(world: World): Promise<{ id: string }> {
  const { id } = await profile()(world);
  const before = await world.account(reference(id));
  const values = { id, ...(await refusedApplications(world)) };
  for (const [status, form] of refusedResets) {
    await send(world, resetPassword(form), values, status);
  }
  const key = { realm: 'crafter-profile', asker: 'application', identifier: id } as const;
  assert.equal(await world.resetRequest(key), undefined);
  assert.deepEqual(await world.account(reference(id)), before);
  return { id };
}

async function afterTheOnlyMail(world: World): Promise<{ id: string; token: string }> {
  const { id } = await afterRefusedResets(world);
  const before = await world.account(reference(id));
  await send(world, resetPassword(goodReset), { id }, 200);
  const [mail, ...more] = await world.mailsTo(`${id}@example.com`);
  assert.deepEqual(more, []);
  assert.deepEqual(await world.account(reference(id)), before);
  const html = mail?.body.html ?? '';
  const [, href, token = '', text] =
    /<a id="verificationLink" href="(http:\/\/example\.com\?tokenId=([\w-]{43}))">(.*?)<\/a>/.exec(html) ?? [];
  assert.equal(mail?.subject, 'Reset Password');
  assert.equal(text, href);
  return { id, token };
}

const wrongToken = `${access}&resetTokenId=wrong&newPassword=test123`;

/** One refused change for each row. */
const refusedChanges: readonly (readonly [status: number, form: string])[] = [
  [403, 'resetTokenId={{token}}&newPassword=test123'],
  [403, 'accessTokenId=unknown&resetTokenId={{token}}&newPassword=test123'],
  [403, 'accessTokenId={{expired}}&resetTokenId={{token}}&newPassword=test123'],
  [400, `${access}&resetTokenId={{token}}`],
  [404, wrongToken],
  [404, 'accessTokenId={{powerless}}&resetTokenId={{token}}&newPassword=test123'],
  [400, `${access}&resetTokenId={{token}}&newPassword=`],
  [400, `${access}&resetTokenId={{token}}&newPassword=abc`],
  [400, `${access}&resetTokenId={{token}}&newPassword=${'a'.repeat(73)}`],
  [429, 'accessTokenId={{exhausted}}&resetTokenId={{token}}&newPassword=test123'],
  [413, `${goodChange}${tooLarge}`],
];

async function afterRefusedChanges(world: World): Promise<{ id: string; token: string }> {
  const { id, token } = await profileWithToken()(world);
  const before = await world.account(reference(id));
  const values = { id, token, ...(await refusedApplications(world)) };
  for (const [status, form] of refusedChanges) {
    await send(world, changePassword(form), values, status);
  }
  assert.deepEqual(await world.account(reference(id)), before);
  assert.equal(await world.passwordHash(reference(id)), '');
  return { id, token };
}

async function afterChangeTo(world: World, newPassword: string, stored: string): Promise<Values> {
  const { id, token } = await profileWithToken()(world);
  const form = `${access}&resetTokenId={{token}}&newPassword=${newPassword}`;
  await send(world, changePassword(form), { token }, 200);
  assert.equal(await bcrypt.compare(stored, await world.passwordHash(reference(id))), true);
  return { id, token };
}

/** Refusals leave no traces. Successes leave what the contract says. */
export const crafterProfileAftermath: readonly Exchange[] = [
  {
    title: 'P-reset after nine refused resets, which requested no mail and changed nothing',
    given: afterRefusedResets,
    ...resetPassword(goodReset),
    response: resetAnswered(),
  },
  {
    title: 'P-change with the token of the only mail, after nine refused resets and a successful one',
    given: afterTheOnlyMail,
    ...changePassword(goodChange),
    response: changeAnswered(),
  },
  {
    title: 'P9 and all other refused changes leave the token good and the password unchanged (K5)',
    given: afterRefusedChanges,
    ...changePassword(goodChange),
    response: changeAnswered(),
  },
  {
    title: 'P7 change again, after a change to a password between blanks, which is not trimmed',
    given: (world) => afterChangeTo(world, '++pass+phrase%20', '  pass phrase '),
    ...changePassword(goodChange),
    response: p7('{{token}}'),
  },
  {
    title: 'P7 change again, after a change to a decomposed password, which is composed (W2)',
    given: (world) => afterChangeTo(world, 'u%CC%88ber-alles', 'über-alles'),
    ...changePassword(goodChange),
    response: p7('{{token}}'),
  },
];
