import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { findRoute } from '#infra/local/api/find-route.ts';
import { routes } from '#lib/routes.ts';
import { changePassword, resetPassword as resetProfilePassword } from '#test/golden/crafter-profile/parts.ts';
import { asAdministrator, resetPassword as resetStudioPassword, setPassword } from '#test/golden/crafter-studio/parts.ts';
import * as studioV2 from '#test/golden/crafter-studio-v2/parts.ts';
import { fill, type GoldenRequest } from '#test/golden/exchange.ts';
import { postReset, postToken } from '#test/golden/traffic-ops/messages.ts';
import { session } from '#test/golden/traffic-ops/world.ts';
import { ownAccessToken } from '#test/golden/world.ts';
import { callsOfPages } from '#test/page/calls-of-pages.ts';
import { shapeFaults } from './dialect-shape.ts';
import { putWith } from './products.ts';
import type { Rekey } from './rekey.ts';
import { prepared, settingRoutes } from './setting-routes.ts';
import { startRekey } from './start-rekey.ts';

/** Milliseconds of processor time, not of the clock. This is far more than any body takes; `npm run bench` prints how long they take. */
const sanityMilliseconds = 1_000;
const maximumBytes = 16 * 1024;
const fields = {
  token: 'A'.repeat(43),
  t: 'A'.repeat(43),
  email: 'a@example.com',
  new: 'a pass phrase',
  localPasswd: 'a pass phrase',
};
const text = JSON.stringify({ ...fields, resetTokenId: fields.token, newPassword: fields.new, accessTokenId: ownAccessToken });
const nested = (depth: number) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;
const bytes = (...values: number[]) => Buffer.from(values);

const bodies: readonly (readonly [string, string | Buffer])[] = [
  ['nothing', ''],
  ['16 KiB and a byte', text.padEnd(maximumBytes + 1)],
  ['1 MB', text.padEnd(1_000_000)],
  ['1 MB of brackets', '['.repeat(1_000_000)],
  ['nesting 10,000 deep', nested(10_000)],
  ['nesting as deep as fits', `[${'['.repeat(8_000)}${']'.repeat(8_000)}]`],
  ['100,000 keys', JSON.stringify(Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`key${index}`, 1])))],
  ['invalid UTF-8', Buffer.concat([Buffer.from('{"a":"'), bytes(0xc3, 0x28), Buffer.from('"}')])],
  ['a byte order mark', `\ufeff${text}`],
  ['a NUL at the end', `${text}\0`],
  ['half an object', text.slice(0, -2)],
  ['a long number', `{"a":${'9'.repeat(16_000)}`],
  ['a form of equal signs', '&='.repeat(8_000)],
  ['gzip', gzipSync(text)],
  ['a gzip bomb', gzipSync('x'.repeat(10_000_000))],
];

type Reading = {
  id: string;
  request: (body: string | Buffer) => GoldenRequest /** The status for a body that is too large. */;
  tooLarge: 400 | 413;
};

/** If the credentials are in the query, the application learns what else is missing. */
const access = { query: `?accessTokenId=${ownAccessToken}` };

const reading: readonly Reading[] = [
  {
    id: 'crafter-profile/reset-password',
    request: (body) => resetProfilePassword(body, { ...access, id: '59284659d4c650213cc2f3fc' }).request,
    tooLarge: 413,
  },
  { id: 'crafter-profile/change-password', request: (body) => changePassword(body, access).request, tooLarge: 413 },
  { id: 'crafter-studio/set-password', request: (body) => setPassword(body).request, tooLarge: 400 },
  { id: 'crafter-studio/reset-password', request: (body) => resetStudioPassword('jane.doe', body).request, tooLarge: 400 },
  { id: 'crafter-studio-v2/set-password', request: (body) => studioV2.setPassword(body).request, tooLarge: 400 },
  {
    id: 'crafter-studio-v2/reset-password',
    request: (body) => studioV2.resetPassword('jane.doe', body).request,
    tooLarge: 400,
  },
  { id: 'traffic-ops/reset-password', request: (body) => postReset(body), tooLarge: 400 },
  { id: 'traffic-ops/login-with-token', request: (body) => postToken(body), tooLarge: 400 },
  {
    id: 'traffic-ops/update-current-user',
    request: (body) => ({ ...putWith('mojolicious={{cookie}}', {}), body }),
    tooLarge: 400,
  },
  { id: 'page/ask-for-link', request: (body) => ({ ...callsOfPages['page/ask-for-link'], body }), tooLarge: 413 },
  { id: 'page/cancel-request', request: (body) => ({ ...callsOfPages['page/cancel-request'], body }), tooLarge: 413 },
  { id: 'page/disown-change', request: (body) => ({ ...callsOfPages['page/disown-change'], body }), tooLarge: 413 },
];

/** Content types that a client may declare. Bytes that are not text arrive unchanged only under the last two. */
const types = ['application/json', 'text/plain', 'application/x-www-form-urlencoded', 'nonsense'];

let rekey: Rekey;
let credentials: { [name: string]: string } = {};
/** Every bcrypt hash begins with a salt, and nothing else here uses this random generator. */
const salts = jest.spyOn(globalThis.crypto, 'getRandomValues');

beforeAll(async () => {
  rekey = await startRekey({ REKEY_REQUESTS_PER_FIVE_MINUTES: '1000000' });
  credentials = { ...(await asAdministrator()), ...(await session('test')(rekey.world)) };
});
afterAll(() => rekey.stop());
beforeEach(() => {
  salts.mockClear();
  rekey.touched();
});

/** The writes that only count a request of an address or an application do not matter here. */
const writes = () => rekey.touched().filter(({ table, isWrite }) => isWrite && table !== 'limits');

describe.each(reading)('$id', ({ id, request, tooLarge }) => {
  // This route accepts an absent body: the administrator starts a reset.
  const refused = bodies.filter(([what]) => !(what === 'nothing' && id === 'crafter-studio/reset-password'));

  // Loading the function takes longer than any body may take.
  beforeAll(async () => {
    await rekey.send(request(''));
  });

  test.each(refused)('F2 refuses a body of %s with its 4xx at once, without a hash and without a write', async (_, body) => {
    const expected = Buffer.byteLength(body) > maximumBytes ? tooLarge : 400;
    for (const type of Buffer.isBuffer(body) ? types.slice(2) : types) {
      const begun = process.cpuUsage();
      const answer = await rekey.send(as(type, request(body)));
      expect(process.cpuUsage(begun).user / 1000).toBeLessThan(sanityMilliseconds);
      expect({ type, status: answer.status, faults: shapeFaults(id, answer) }).toEqual({ type, status: expected, faults: [] });
    }
    expect(salts).not.toHaveBeenCalled();
    expect(writes()).toEqual([]);
  });
});

function as(type: string, request: GoldenRequest): GoldenRequest {
  const others = Object.entries(request.headers ?? {}).filter(([name]) => name.toLowerCase() !== 'content-type');
  const filled = [...others, ['content-type', type] as const].map(([name, value]) => [name, fill(value, credentials)]);
  return { ...request, headers: Object.fromEntries(filled) };
}

test('F2 the count of hashes notices a computed hash', async () => {
  for (const route of settingRoutes) {
    const { call } = await prepared(rekey, route);
    salts.mockClear();
    expect(findRoute(routes, call('').method, call('').path)?.id).toBe(route.id);
    expect(await rekey.send(call('a good pass phrase'))).toMatchObject({ status: 200 });
    expect(salts).toHaveBeenCalledTimes(1);
  }
});
