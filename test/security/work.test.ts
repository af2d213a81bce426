import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mailAddressIn } from '#lib/dialects/traffic-ops/mail-address.ts';
import { readParameters } from '#lib/http/read-parameters.ts';
import { decodeCompletely } from '#lib/reset/decode-completely.ts';
import { composed } from '#lib/reset/password.ts';
import { isAllowedLink } from '#lib/reset/reset-link.ts';
import { typedName } from '#lib/reset/typed-name.ts';
import { eventWith } from '#test/dialects/event-with.ts';
import { changePassword, resetPassword as resetProfilePassword } from '#test/golden/crafter-profile/parts.ts';
import {
  asAdministrator,
  forgotPassword,
  resetPassword as resetStudioPassword,
  setPassword,
  validateToken,
} from '#test/golden/crafter-studio/parts.ts';
import * as studioV2 from '#test/golden/crafter-studio-v2/parts.ts';
import { fill, type GoldenRequest, type Values } from '#test/golden/exchange.ts';
import { postReset, postToken } from '#test/golden/traffic-ops/messages.ts';
import { session } from '#test/golden/traffic-ops/world.ts';
import { ownAccessToken } from '#test/golden/world.ts';
import { callsOfPages } from '#test/page/calls-of-pages.ts';
import { putWith } from './products.ts';
import type { Rekey } from './rekey.ts';
import { startRekey } from './start-rekey.ts';
import { watchExpressions } from './watch-expressions.ts';

/** Texts that make a careless expression or loop try again from every character. */
const hostile: readonly (readonly [string, (length: number) => string])[] = [
  ['blanks inside', (length) => `a${' '.repeat(length - 2)}a`],
  ['line breaks inside', (length) => `a${'\n'.repeat(length - 2)}a`],
  ['percent signs that are encoded again and again', (length) => `https://example.com/%${'25'.repeat(length / 2 - 11)}`],
  ['a name before half an address', (length) => `${'a '.repeat(length / 2 - 1)}<`],
  ['at signs and dots', (length) => 'a.@'.repeat(length / 3)],
  ['accents in the wrong order', (length) => `a${'\u0315'.repeat(length / 4)}${'\u0316'.repeat(length / 4 - 1)}`],
  ['slashes', (length) => `https://example.com/${'/'.repeat(length - 20)}`],
  ['equal parameters', (length) => 'a=&'.repeat(length / 3)],
];

const fits = 10_000;
/** A slash in a path would lead to another route. */
const inPath = (text: string) => encodeURIComponent(text.replaceAll('/', ':'));
const access = { accessTokenId: ownAccessToken };
const id = '59284659d4c650213cc2f3fc';
const form = (fields: Values) => `${new URLSearchParams(fields)}`.slice(0, 16_000);

/** A call for every field that anyone can fill in. */
const calls: readonly (readonly [string, (text: string) => GoldenRequest])[] = [
  ['the access token', (text) => resetProfilePassword({ accessTokenId: text }, { id }).request],
  ['the URL of a link', (text) => resetProfilePassword({ ...access, resetPasswordUrl: text }, { id }).request],
  [
    'the id of a profile',
    (text) => resetProfilePassword({ ...access, resetPasswordUrl: 'http://example.com' }, { id: inPath(text) }).request,
  ],
  [
    'the names of attributes',
    (text) =>
      resetProfilePassword({ ...access, resetPasswordUrl: 'http://example.com', attributesToReturn: text }, { id }).request,
  ],
  ['the token of a profile', (text) => changePassword({ ...access, resetTokenId: text, newPassword: text }).request],
  ['a Studio username', (text) => forgotPassword(`?username=${encodeURIComponent(text)}`).request],
  ['a Studio username for an administrator', (text) => resetStudioPassword(inPath(text), {}).request],
  ['a Studio token', (text) => validateToken(`?token=${encodeURIComponent(text)}`).request],
  ['a Studio password', (text) => setPassword({ token: 'A'.repeat(43), new: text }).request],
  ['a Studio password of an administrator', (text) => resetStudioPassword('jane.doe', { new: text }).request],
  ['a username of Studio’s login page', (text) => studioV2.forgotPassword(`?username=${encodeURIComponent(text)}`).request],
  ['a token of Studio’s login page', (text) => studioV2.validateToken(`?token=${encodeURIComponent(text)}`).request],
  ['a password of Studio’s login page', (text) => studioV2.setPassword({ token: 'A'.repeat(43), new: text }).request],
  [
    'a username in Studio’s user management',
    (text) => studioV2.resetPassword(inPath(text), { username: text, new: text }).request,
  ],
  ['a mail address', (text) => postReset({ email: text })],
  ['a Traffic Ops token', (text) => postToken({ t: text })],
  ['a Traffic Ops password', (text) => putWith('mojolicious={{cookie}}', { localPasswd: text })],
  ['a session', (text) => putWith(`mojolicious=${text}`, {})],
  [
    'a username on the page',
    (text) => ({ ...callsOfPages['page/ask-for-link'], body: form({ realm: 'crafter-studio', identifier: text }) }),
  ],
  [
    'an address on the page',
    (text) => ({ ...callsOfPages['page/ask-for-link'], body: form({ realm: 'traffic-ops', identifier: text }) }),
  ],
  ['a link on the pages that stop something', (text) => ({ ...callsOfPages['page/cancel-request'], body: form({ link: text }) })],
  ['the languages of the page', (text) => ({ ...callsOfPages['page/ask-for-link'], headers: { 'accept-language': text } })],
  ['the bearer', (text) => ({ ...resetStudioPassword('jane.doe', {}).request, headers: { Authorization: `Bearer ${text}` } })],
];

/** Expressions that look at each character once, whatever the text is. A new one needs the same proof. */
const linear: readonly string[] = [
  // These match single characters.
  `[&<>"']`,
  String.raw`[\uD800-\uDBFF]`,
  // These stop after a fixed number of characters.
  '^[A-Za-z0-9_-]{43}$',
  '^[0-9a-f]{24}$',
  // Its parts cannot share a character, and API Gateway refuses headers over 10 KB.
  String.raw`^Bearer +([\w-]+\.[\w-]+\.[\w-]+)$`,
];

let rekey: Rekey;
let credentials: Values = {};
beforeAll(async () => {
  rekey = await startRekey({ REKEY_REQUESTS_PER_FIVE_MINUTES: '1000000' });
  credentials = { ...(await asAdministrator()), ...(await session('test')(rekey.world)) };
});
afterAll(() => rekey.stop());

describe.each(calls)('F7 no regular expression runs on a long text in %s:', (_, call) => {
  test.each(hostile)('%s', async (__, textOf) => {
    const request = call(textOf(fits));
    const headers = Object.entries(request.headers ?? {}).map(([name, value]) => [name, fill(value, credentials)]);
    const runs = await watchExpressions(() => rekey.send({ ...request, headers: Object.fromEntries(headers) }));
    expect(runs.filter(({ source }) => !linear.includes(source))).toEqual([]);
  });
});

const form16 = (length: number) =>
  eventWith({ headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'a=&'.repeat(length / 3) });
const isAllowed = (url: string) => isAllowedLink(url, ['https://example.com'], { allowPlainHttp: false });

const works: readonly (readonly [string, (text: string) => unknown])[] = [
  ['a name', typedName],
  ['a mail address', mailAddressIn],
  ['a link', isAllowed],
  ['a text that is encoded', decodeCompletely],
  ['a password', (text) => composed(text, null)],
  ['a password in Studio’s own server', (text) => composed(text, 128)],
];

/** The shortest time of many runs, so that other work on the machine does not count. */
function costOf(work: () => unknown): number {
  const times = Array.from({ length: 25 }, () => {
    const begun = performance.now();
    work();
    return performance.now() - begun;
  });
  return Math.min(...times);
}

/** Text that is four times as long costs four times the work, or sixteen times if the work grows with the square. Very short runs prove nothing. */
const growsWithSquare = (small: number, large: number) => large > 0.5 && large / small > 10;

describe.each(works)('F7 the work on %s does not grow with the square of its length:', (_, work) => {
  test.each(hostile)('%s', (__, textOf) => {
    const [small, large] = [textOf(4_000), textOf(16_000)];
    expect(
      growsWithSquare(
        costOf(() => work(small)),
        costOf(() => work(large)),
      ),
    ).toBe(false);
  });
});

test('F7 each of thousands of equal parameters costs no more than each of a few', () => {
  const read = (length: number) => {
    const event = form16(length);
    return () => readParameters(event, []);
  };
  expect(growsWithSquare(costOf(read(4_000)), costOf(read(16_000)))).toBe(false);
});
