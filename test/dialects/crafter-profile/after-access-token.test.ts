import { expect, test } from '@jest/globals';
import type { Context } from 'aws-lambda';
import { afterAccessToken } from '#lib/dialects/crafter-profile/after-access-token.ts';
import { changePassword } from '#lib/dialects/crafter-profile/routes.ts';
import { type Call, makeCall } from '#lib/http/call.ts';
import { ResetError } from '#lib/reset/errors.ts';
import { parseSettings } from '#lib/settings/settings.ts';
import { eventWith } from '#test/dialects/event-with.ts';

/** The call has parameters and uses no port. */
const callWith = (query: string): Call<typeof changePassword> =>
  makeCall(changePassword, eventWith({ query }), {} as Context, { ports: {} as never, settings: parseSettings({}), now: 0 });
const read = (query: string, application: Promise<unknown>) => afterAccessToken(application, callWith(query).parameters);

const never = new Promise<never>(() => {});
const good = Promise.resolve();

test('P1 the access token id is the first one given, and empty when there is none', () => {
  expect(callWith('accessTokenId=a&accessTokenId=b').parameter('accessTokenId')).toBe('a');
  expect(callWith('other=a').parameter('accessTokenId')).toBe('');
});

test('P4 each parameter is its first value, and does not wait for the application', async () => {
  const query = 'accessTokenId=t&resetTokenId=a&resetTokenId=b&newPassword=&newPassword=c&other=d';
  expect(await read(query, never)).toEqual({ accessTokenId: 't', resetTokenId: 'a', newPassword: '' });
});

test('P4 the lists have every value', async () => {
  const query = 'accessTokenId=t&resetTokenId=a&newPassword=b&attributesToReturn=c&attributesToReturn=d&attributeToReturn=e';
  expect(await read(query, never)).toMatchObject({ attributesToReturn: ['c', 'd'], attributeToReturn: ['e'] });
});

test('P4 the first absent parameter is named, but only after the application is admitted', async () => {
  const fault = { name: 'resetTokenId', isMissing: true };
  await expect(read('accessTokenId=t', good)).rejects.toMatchObject({ code: 'parameters-refused', detail: fault });
  await expect(read('accessTokenId=t&resetTokenId=a', good)).rejects.toMatchObject({ detail: { name: 'newPassword' } });
});

test('P1 P2 P3 an application that may not call learns that, and not which parameter is absent', async () => {
  const refused = new ResetError('access-token-unknown', { given: 'a' });
  await expect(read('', Promise.reject(refused))).rejects.toBe(refused);
});
