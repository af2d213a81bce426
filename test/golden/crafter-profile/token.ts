import { randomBytes } from 'node:crypto';
import type { ResetToken } from '#lib/reset/ports.ts';
import { sha256 } from '#lib/reset/token.ts';
import type { Exchange, Values } from '#test/golden/exchange.ts';
import type { World } from '#test/golden/world.ts';
import {
  access,
  anyToken,
  application,
  both,
  changePassword,
  goodChange,
  p7,
  profile,
  profileWithToken,
  reference,
} from './parts.ts';

const otherTenant = [{ tenant: 'other-tenant', allowedActions: ['*'] }];

/** A stored token that differs from a good one. */
const differing = (changes: Partial<ResetToken>) => async (world: World) => {
  const { id } = await profile()(world);
  return { token: await world.token(reference(id), changes) };
};

/** A token of an account that got a new stamp or a new record after the token was minted. */
const superseded = async (world: World) => {
  const values = await profileWithToken()(world);
  await world.storeAccount({ ...reference(values.id), tenant: 'sample-tenant' });
  return values;
};

const used = async (world: World) => {
  const values = await profileWithToken()(world);
  const form = `${access}&resetTokenId=${values.token}&newPassword=a+first+password`;
  const { status } = await world.send(changePassword(form).request);
  if (status !== 200) {
    throw new Error(`the first change was answered with ${status}`);
  }
  return values;
};

type Given = (world: World) => Promise<Values>;

const badTokens: readonly (readonly [string, Given])[] = [
  ['is unknown', async () => ({ token: randomBytes(32).toString('base64url') })],
  ['has the documents’ form', async () => ({ token: 'a2be0e86-7c71-4edf-aed9-6b00c0c60c33' })],
  ['has expired just now (K1)', (world) => differing({ expiresAt: Date.now() })(world)],
  ['has expired long ago', differing({ expiresAt: 0 })],
  ['was used already (K2)', used],
  ['is superseded (K3)', superseded],
  ['has another stamp', differing({ credentialStamp: 'another' })],
  ['is of a deleted profile (K6)', differing({ accountId: '000000000000000000000000' })],
  ['is of another realm (K6)', async (world) => ({ token: await world.token({ realm: 'crafter-studio', id: 'jane.doe' }) })],
  ['is of another tenant (K6)', profileWithToken({ tenant: 'other-tenant' })],
  ['has no tenant', profileWithToken({ tenant: null })],
  ['was minted for another tenant than its profile has now (K6)', differing({ tenant: 'other-tenant' })],
  ['is of an externally managed profile (K6)', profileWithToken({ externallyManaged: true })],
];

const tokens: readonly Exchange[] = [
  ...badTokens.map(([title, given]) => ({
    title: `P7 change with a token that ${title}`,
    given,
    ...changePassword(goodChange),
    response: p7('{{token}}'),
  })),
  ...badTokens.map(([title, given]) => ({
    title: `P7 change with a token that ${title}, before P9`,
    given,
    ...changePassword(`${access}&resetTokenId={{token}}&newPassword=1`),
    response: p7('{{token}}'),
  })),
  {
    title: 'P7 change with a token of another tenant, by an application for that tenant',
    given: both(anyToken, application({ tenantPermissions: otherTenant })),
    ...changePassword('accessTokenId={{access}}&resetTokenId={{token}}&newPassword=test123'),
    response: p7('{{token}}'),
  },
];

const swapCase = (text: string) =>
  text.replace(/[a-z]/gi, (letter) => (letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase()));

/** Ways to damage a good token: the text that the form sends, and the text that the server reads (K7, K8). */
const damagedTokens: readonly (readonly [string, (token: string) => string, ((token: string) => string)?])[] = [
  ['without its last character', (token) => token.slice(0, -1)],
  ['with one more character', (token) => `${token}A`],
  ['with another first character', (token) => (token.startsWith('A') ? 'B' : 'A') + token.slice(1)],
  ['in other letter case', swapCase],
  ['twice', (token) => token + token],
  ['with a line feed', (token) => `${token}%0A`, (token) => `${token}\n`],
  ['with NUL', (token) => `${token}%00`, (token) => `${token}\0`],
  ['after a blank', (token) => `+${token}`, (token) => ` ${token}`],
  ['after a byte order mark', (token) => `%EF%BB%BF${token}`, (token) => `\uFEFF${token}`],
  ['encoded twice', (token) => `%25${token.charCodeAt(0).toString(16)}${token.slice(1)}`, encodedOnce],
  ['with padding', (token) => `${token}=`],
  ['in quotes', (token) => `%22${token}%22`, (token) => `"${token}"`],
  ['as its hash', sha256],
  ['of 10,000 characters', () => 'a'.repeat(10_000), () => 'a'.repeat(100)],
  ['called undefined', () => 'undefined'],
  ['that is a MongoDB query', () => '{"$gt":""}'],
  ['that is empty', () => ''],
  ['that is blank', () => '+++', () => '   '],
  ['that is 43 full-width letters', () => '%EF%BD%81'.repeat(43), () => 'ａ'.repeat(43)],
];

function encodedOnce(token: string): string {
  return `%${token.charCodeAt(0).toString(16)}${token.slice(1)}`;
}

const malformed: readonly Exchange[] = damagedTokens.map(([title, sent, read = sent]) => ({
  title: `P7 change with a token ${title}`,
  given: async (world) => {
    const { token } = await anyToken(world);
    return { sent: sent(token), read: JSON.stringify(read(token)).slice(1, -1) };
  },
  ...changePassword(`${access}&resetTokenId={{sent}}&newPassword=test123`),
  response: p7('{{read}}'),
}));

export const crafterProfileTokens: readonly Exchange[] = [...tokens, ...malformed];
