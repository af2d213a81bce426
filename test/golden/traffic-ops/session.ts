import type { Exchange, GoldenResponse, Values } from '#test/golden/exchange.ts';
import type { World } from '#test/golden/world.ts';
import {
  badSignature,
  getCurrent,
  pleaseLogIn,
  putCurrent,
  signatureExpired,
  undecodable,
  userNotFound,
  versionUnknown,
} from './messages.ts';
import { logIn, operator, sessionData, sessionOfNew, signed, tokenOfNew, update } from './world.ts';

type Given = NonNullable<Exchange['given']>;
const get = 'traffic-ops/get-current-user';
const put = 'traffic-ops/update-current-user';

/** Sessions that both routes refuse. T-put also gets a body that it would refuse, because the session is checked first. */
const refusedOnBoth = (row: string, response: GoldenResponse, sessions: readonly [what: string, given: Given][]): Exchange[] =>
  sessions.flatMap(([what, given]) => [
    { title: `${row} ${what} (T-get)`, route: get, given, request: getCurrent(), response },
    { title: `${row} ${what} (T-put)`, route: put, given, request: putCurrent('not JSON'), response },
  ]);

const missing: Exchange[] = Object.entries<Values>({
  'no cookie': {},
  'an empty cookie (A3)': { cookie: 'mojolicious=' },
  'other cookies only': { cookie: 'a=b; xmojolicious=c; Mojolicious=d' },
}).flatMap(([what, headers]) => [
  { title: `T9 ${what} (T-get)`, route: get, request: getCurrent({ headers }), response: pleaseLogIn },
  { title: `T9 ${what} (T-put)`, route: put, request: { ...putCurrent('not JSON'), headers }, response: pleaseLogIn },
]);

/** The cookie of a session of the documents' user, with the given changes to its data or its secret. */
const withData =
  (changes: object, secret?: string): Given =>
  async (world) => ({ cookie: signed(JSON.stringify({ ...(await sessionData(world, 'test')), ...changes }), secret) });

const isGood = withData({});

/** The cookie, changed after it was signed. */
const changed =
  (change: (cookie: string) => string): Given =>
  async (world) => ({ cookie: change((await isGood(world)).cookie ?? '') });

const replacedAt = (index: number) => (cookie: string) =>
  cookie
    .split('')
    .with(index, cookie.at(index) === 'a' ? 'b' : 'a')
    .join('');
const inUpperCase = (cookie: string) => cookie.replace(/[0-9a-f]+$/, (signature) => `${signature.slice(0, -1).toUpperCase()}F`);

const forged = refusedOnBoth('T10', badSignature, [
  ['the first data character changed (A3)', changed(replacedAt(0))],
  ['a data character changed in the middle (A3)', changed(replacedAt(40))],
  ['the first digit of the signature changed (A3)', changed(replacedAt(-40))],
  ['the last digit of the signature changed (A3)', changed(replacedAt(-1))],
  ['the signature in upper case', changed(inUpperCase)],
  ['the signature cut', changed((cookie) => cookie.slice(0, -1))],
  ['no signature', changed((cookie) => cookie.replace(/--.*$/, '--'))],
  ['no data', changed((cookie) => cookie.replace(/^.*--/, '--'))],
  ['only two dashes', async () => ({ cookie: '--' })],
  ['more after the signature', changed((cookie) => `${cookie}--`)],
  ['another secret (A3)', withData({}, 'another secret')],
  ['an empty secret', withData({}, '')],
  ['expired too, but the signature is checked first', withData({ expires: 1 }, 'another secret')],
  ['undecodable too, but the signature is checked first', async () => ({ cookie: signed('no JSON', 'another secret') })],
]);

const expired = refusedOnBoth('T11', signatureExpired, [
  ['expired this second (A3)', async (world) => withData({ expires: Math.floor(Date.now() / 1000) })(world)],
  ['without a credential stamp, as a Traffic Ops with the same secret opens it', withData({ credentialStamp: undefined })],
  ['with another credential stamp (A3)', withData({ credentialStamp: 'another' })],
  ['with an empty credential stamp (A3)', withData({ credentialStamp: '' })],
  ['expired and its user deleted, but the expiry is checked first', withData({ expires: 1, auth_data: 'gone' })],
  [
    'without a stamp and its user deleted, but the stamp is checked first',
    withData({ credentialStamp: undefined, auth_data: 'gone' }),
  ],
  [
    'opened before the account was replaced (K3)',
    async (world) => {
      const values = await sessionOfNew('replaced-later')(world);
      await world.storeAccount(operator('replaced-later'));
      return values;
    },
  ],
]);

const signedText =
  (data: string | Buffer): Given =>
  async () => ({ cookie: signed(data) });

const undecodables = refusedOnBoth('T12', undecodable, [
  ['no dashes (A3)', async () => ({ cookie: 'abcdef' })],
  ['one dash', async () => ({ cookie: 'abc-def' })],
  ['signed, and not JSON', signedText('no JSON')],
  ['signed, and empty', signedText('')],
  ['signed, and not UTF-8', signedText(Buffer.from([0xff, 0x7b]))],
  ['signed, and null', signedText('null')],
  ['signed, and an array', signedText('[]')],
  ['signed, and an empty object', signedText('{}')],
  ['signed, with a number as user', withData({ auth_data: 1 })],
  ['signed, with an object as user', withData({ auth_data: { S: 'test' } })],
  ['signed, with text as expiry', withData({ expires: '9999999999' })],
  ['signed, without expiry', withData({ expires: undefined })],
]);

const goneUsers = refusedOnBoth('T12', userNotFound, [
  ['the user is deleted (A3)', withData({ auth_data: 'gone' })],
  ['the user’s name in other letter case', withData({ auth_data: 'TEST' })],
  ['the user of another realm', withData({ auth_data: 'jane.doe' })],
  ['an empty user', withData({ auth_data: '' })],
  ['the user is disabled (A3)', sessionOfNew('disabled-now', { enabled: false })],
]);

async function changePassword(world: World): Promise<Values> {
  const { token } = await tokenOfNew('changer')(world);
  const opened = await logIn(world, token);
  const { status } = await world.send(getCurrent({ headers: { cookie: `mojolicious=${opened.cookie}` } }));
  if (status !== 200) {
    throw new Error(`the session was answered with ${status}`);
  }
  await update(world, opened, { localPasswd: 'a new pass phrase' });
  return opened;
}

export const sessionExchanges: readonly Exchange[] = [
  ...missing,
  ...forged,
  ...expired,
  ...undecodables,
  ...goneUsers,
  {
    title: 'T11 a session opened before the last password change, which the session made itself (K13, A3)',
    route: get,
    given: changePassword,
    request: getCurrent(),
    response: signatureExpired,
  },
  ...['2.0', '5.1'].flatMap((version) => [
    {
      title: `T-get in version ${version}, before anything else`,
      route: get,
      request: getCurrent({ version, headers: {} }),
      response: versionUnknown,
    },
    {
      title: `T-put in version ${version}, before anything else`,
      route: put,
      request: { ...putCurrent('not JSON', { version }), headers: {} },
      response: versionUnknown,
    },
  ]),
];
