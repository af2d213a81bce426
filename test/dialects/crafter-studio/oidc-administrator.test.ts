import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { SignJWT } from 'jose';
import { parseSettings } from '#lib/settings/settings.ts';
import { type Issuer, startIssuer } from './start-issuer.ts';

const now = Date.UTC(2030, 0, 2, 3, 4, 5);
const nowSeconds = now / 1000;
const audience = 'rekey-administrators';
const secret = 'the secret of the administrators';

let issuer: Issuer;
beforeAll(async () => {
  issuer = await startIssuer();
});
afterAll(() => issuer.stop());
// Each test starts without the issuer's keys.
beforeEach(() => {
  jest.resetModules();
  issuer.answerWith({});
});

type Claims = { [name: string]: unknown };
type Key = Parameters<SignJWT['sign']>[0];

const signed = (claims: Claims, alg: string, key: Key, header: Claims = { kid: alg }) =>
  new SignJWT({ iss: issuer.url, aud: audience, sub: 'admin-1', roles: ['admin'], exp: nowSeconds + 900, ...claims })
    .setProtectedHeader({ alg, ...header })
    .sign(key);

const signedByIssuer = (claims: Claims = {}, alg: 'RS256' | 'ES256' | 'PS256' = 'RS256', header?: Claims) =>
  signed(claims, alg, issuer.privateKeys[alg], header);

async function statusOf(token: string | Promise<string>, issuerUrl = issuer.url, isDemo = true): Promise<number> {
  const { requireAdministrator } = await import('#lib/dialects/crafter-studio/administrator.ts');
  // Only the demo takes an issuer without https, on loopback.
  const demo = parseSettings({ REKEY_OIDC_ISSUER: issuerUrl, REKEY_OIDC_AUDIENCE: audience, REKEY_DEMO: 'true' });
  const settings = { ...demo, demo: isDemo };
  const ports = { secrets: { administrators: async () => [secret] as const } };
  try {
    await requireAdministrator(ports, `Bearer ${await token}`, { settings, now });
    return 200;
  } catch (error) {
    const { refuse } = await import('#lib/dialects/crafter-studio/refuse.ts');
    return refuse.expects(error) ? 401 : 500;
  }
}

describe('A2 with an OIDC issuer accepts', () => {
  test('RS256 and ES256 with the issuer’s key set, and fetches the keys once', async () => {
    const before = issuer.requests();
    expect(await statusOf(signedByIssuer({}, 'RS256'))).toBe(200);
    expect(await statusOf(signedByIssuer({}, 'ES256'))).toBe(200);
    expect(await statusOf(signedByIssuer({ aud: ['other', audience], roles: ['x', 'ADMIN'] }))).toBe(200);
    expect(issuer.requests() - before).toBe(2);
  });

  test('a token that lives longer than an hour, because the issuer decides how long', async () => {
    expect(await statusOf(signedByIssuer({ iat: nowSeconds, exp: nowSeconds + 86_400 }))).toBe(200);
  });

  test('keys that are available again after an outage', async () => {
    issuer.answerWith({ discovery: { status: 503, body: '' } });
    expect(await statusOf(signedByIssuer())).toBe(500);
    issuer.answerWith({});
    expect(await statusOf(signedByIssuer())).toBe(200);
  });
});

describe('A2 with an OIDC issuer refuses', () => {
  const claims: readonly (readonly [string, Claims])[] = [
    ['an expired token', { exp: nowSeconds }],
    ['a token that is not valid yet', { nbf: nowSeconds + 1 }],
    ['a token without exp', { exp: undefined }],
    ['another issuer', { iss: 'https://other.example.com' }],
    ['the issuer rekey', { iss: 'rekey' }],
    ['no issuer', { iss: undefined }],
    ['another audience', { aud: 'other' }],
    ['the audience rekey', { aud: 'rekey' }],
    ['no audience', { aud: undefined }],
    ['no sub', { sub: undefined }],
    ['no roles', { roles: undefined }],
    ['roles that are text', { roles: 'admin' }],
    ['other roles', { roles: ['user'] }],
  ];
  test.each(claims)('%s', async (_, changes) => {
    expect(await statusOf(signedByIssuer(changes))).toBe(401);
  });

  test('HS256 under the stack’s own secret, with its claims or the issuer’s', async () => {
    const key = new TextEncoder().encode(secret);
    expect(await statusOf(signed({}, 'HS256', key))).toBe(401);
    expect(await statusOf(signed({ iss: 'rekey', aud: 'rekey' }, 'HS256', key, {}))).toBe(401);
  });

  test('HS256 signed with the public key', async () => {
    for (const text of [issuer.publicPem, issuer.publicPem.trim()]) {
      expect(await statusOf(signed({}, 'HS256', new TextEncoder().encode(text), { kid: 'RS256' }))).toBe(401);
    }
  });

  test('an algorithm that is not RS256 or ES256', async () => {
    expect(await statusOf(signedByIssuer({}, 'PS256'))).toBe(401);
    const none = `${Buffer.from('{"alg":"none","kid":"RS256"}').toString('base64url')}.${(await signedByIssuer()).split('.')[1]}.`;
    expect(await statusOf(none)).toBe(401);
    expect(await statusOf(`${none}AAAA`)).toBe(401);
  });

  test('a key of another issuer under the same name, and an unknown name', async () => {
    const stranger = await startIssuer();
    expect(await statusOf(signed({}, 'ES256', stranger.privateKeys.ES256))).toBe(401);
    expect(await statusOf(signed({}, 'ES256', stranger.privateKeys.ES256, { kid: 'unknown' }))).toBe(401);
    expect(await statusOf(signed({}, 'ES256', stranger.privateKeys.ES256, { kid: 'RS256' }))).toBe(401);
    await stranger.stop();
  });

  test('a key, or the address of a key, that the token itself contains', async () => {
    const stranger = await startIssuer();
    const before = stranger.requests();
    const jku = { jku: `${stranger.url}/keys`, x5u: `${stranger.url}/keys`, kid: 'ES256' };
    expect(await statusOf(signed({}, 'ES256', stranger.privateKeys.ES256, jku))).toBe(401);
    expect(stranger.requests()).toBe(before);
    await stranger.stop();
  });

  test('refused algorithms without asking the issuer', async () => {
    const before = issuer.requests();
    expect(await statusOf(signed({}, 'HS256', new TextEncoder().encode(secret)))).toBe(401);
    expect(await statusOf('a.b.c')).toBe(401);
    expect(issuer.requests()).toBe(before);
  });
});

describe('A2 an issuer that cannot be asked is an outage, not the token’s fault:', () => {
  const answers: readonly (readonly [string, { status: number; body: string }])[] = [
    ['503', { status: 503, body: 'Service Unavailable' }],
    ['404 in JSON', { status: 404, body: '{}' }],
    ['a body that is not JSON', { status: 200, body: '<html>' }],
    ['no address of a key set', { status: 200, body: '{"issuer":"x"}' }],
  ];
  test.each(answers)('discovery answers %s', async (_, answer) => {
    issuer.answerWith({ discovery: answer });
    expect(await statusOf(signedByIssuer())).toBe(500);
  });

  test('the discovery document redirects, to any address', async () => {
    const stranger = await startIssuer();
    const document = JSON.stringify({ issuer: issuer.url, jwks_uri: `${stranger.url}/keys` });
    stranger.answerWith({ discovery: { status: 200, body: document } });
    for (const status of [301, 302, 307, 308]) {
      jest.resetModules();
      issuer.answerWith({ discovery: { status, body: '', location: `${stranger.url}/.well-known/openid-configuration` } });
      expect(await statusOf(signed({}, 'ES256', stranger.privateKeys.ES256))).toBe(500);
    }
    expect(stranger.requests()).toBe(0);
    await stranger.stop();
  });

  test('the key set redirects', async () => {
    const stranger = await startIssuer();
    issuer.answerWith({ keys: { status: 302, body: '', location: `${stranger.url}/keys` } });
    expect(await statusOf(signed({}, 'ES256', stranger.privateKeys.ES256))).toBe(500);
    expect(stranger.requests()).toBe(0);
    await stranger.stop();
  });

  test.each(['ftp://127.0.0.1/keys', 'file:///etc/keys', 'data:application/json,{"keys":[]}'])(
    'the key set is at %s',
    async (jwks_uri) => {
      issuer.answerWith({ discovery: { status: 200, body: JSON.stringify({ issuer: issuer.url, jwks_uri }) } });
      expect(await statusOf(signedByIssuer())).toBe(500);
    },
  );

  test('outside of the demo, the key set is on loopback without https', async () => {
    const before = issuer.requests();
    expect(await statusOf(signedByIssuer(), issuer.url, false)).toBe(500);
    expect(issuer.requests() - before).toBe(1);
  });

  test('nothing listens', async () => {
    const gone = await startIssuer();
    await gone.stop();
    expect(await statusOf(signed({ iss: gone.url }, 'RS256', gone.privateKeys.RS256), gone.url)).toBe(500);
  });

  test('the key set is not a key set', async () => {
    const keySets = ['{}', '{"keys":1}', '[]', 'null', '<html>'];
    for (const body of keySets) {
      jest.resetModules();
      issuer.answerWith({ keys: { status: 200, body } });
      expect(await statusOf(signedByIssuer())).toBe(500);
    }
  });
});
