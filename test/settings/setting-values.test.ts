import { expect, test } from '@jest/globals';
import { parseSettings, SettingsError, settingNames, variableOf } from '#lib/settings/settings.ts';

const one = '0a'.repeat(32);
const other = '1b'.repeat(32);

const withSupport = (REKEY_SUPPORT_ADDRESS: string) => parseSettings({ REKEY_SUPPORT_ADDRESS });

test.each(['help@example.com', 'help+rekey@example.com', '#1@example.com'])('%s may be the support address', (address) => {
  expect(withSupport(address).supportAddress).toBe(address);
});

test.each([
  'help',
  'a@example.com,b@example.com',
  'a,b@example.com',
  'a@example.com;b',
  'a@example.com:b',
  'a@example.com?cc=b',
  '<b>@x',
])('%s is not one mail address, so it is refused as the support address', (address) => {
  expect(() => withSupport(address)).toThrow('REKEY_SUPPORT_ADDRESS must be a mail address');
});

test.each(['https://cms.example.com/studio/#/login', 'http://127.0.0.1:8080/studio'])('people may sign in at %s', (url) => {
  expect(parseSettings({ REKEY_STUDIO_SIGN_IN_URL: url }).studioSignInUrl).toBe(url);
});

test.each([
  'http://cms.example.com/',
  'javascript:alert(1)',
  'data:text/html,x',
  '//cms.example.com',
  '/studio',
  'cms.example.com',
])('%s is refused as the place where people sign in', (url) => {
  expect(() => parseSettings({ REKEY_TRAFFIC_OPS_SIGN_IN_URL: url })).toThrow(
    'REKEY_TRAFFIC_OPS_SIGN_IN_URL must be an https URL (http only for loopback)',
  );
});

test.each([
  ['traffic-ops, crafter-profile', ['crafter-profile', 'traffic-ops']],
  ['["crafter-studio"]', ['crafter-studio']],
])('the products may be %s', (given, products) => {
  expect(parseSettings({ REKEY_PRODUCTS: given }).products).toEqual(products);
});

test.each(['studio', 'crafter-studio,', '[]', 'crafter-studio;traffic-ops', 'crafter-studio,crafter-studio-v2'])(
  '%s is refused as the products',
  (given) => {
    expect(() => parseSettings({ REKEY_PRODUCTS: given })).toThrow(
      'REKEY_PRODUCTS must be one or more of crafter-profile, crafter-studio, traffic-ops, with commas between them',
    );
  },
);

test.each([
  ['sample-tenant', ['sample-tenant']],
  ['b, a,b', ['b', 'a']],
  ['["Acme Corp","日本"]', ['Acme Corp', '日本']],
])('the tenants whose people ask for themselves may be %s', (given, tenants) => {
  expect(parseSettings({ REKEY_CRAFTER_PROFILE_SELF_SERVICE: given }).crafterProfileSelfService).toEqual(tenants);
});

test.each(['*', 'a,', '[]', "a'b", 'a\\b', 'a#b', '{a', 'a\u0000', 'x'.repeat(101)])(
  '%j is refused as the tenants whose people ask for themselves',
  (given) => {
    expect(() => parseSettings({ REKEY_CRAFTER_PROFILE_SELF_SERVICE: given })).toThrow(
      'REKEY_CRAFTER_PROFILE_SELF_SERVICE must be one or more names of tenants, with commas between them',
    );
  },
);

test('every setting has an environment variable of its own', () => {
  const variables = settingNames.map(variableOf);
  expect(new Set(variables).size).toBe(settingNames.length);
  expect(variables.filter((variable) => !/^REKEY_[A-Z_]+$/.test(variable))).toEqual([]);
});

test.each([one, `${one},${other}`])('%s are hashes of proxy secrets', (hashes) => {
  const { proxySecretHashes } = parseSettings({ REKEY_PROXY_SECRET_HASHES: hashes, REKEY_CLIENT_ADDRESS_HEADER: 'x-client' });
  expect(proxySecretHashes).toBe(hashes);
});

test.each([
  'a secret that is long enough for the proxy',
  one.slice(1),
  `${one}0`,
  `${one},${other},${one}`,
  `${one},`,
  one.toUpperCase(),
])('%s are no hashes of proxy secrets', (REKEY_PROXY_SECRET_HASHES) => {
  expect(() => parseSettings({ REKEY_PROXY_SECRET_HASHES, REKEY_CLIENT_ADDRESS_HEADER: 'x-client' })).toThrow(
    'REKEY_PROXY_SECRET_HASHES must be one or two SHA-256 hashes in hexadecimal, with a comma between',
  );
});

test('F8 only the proxy’s requests are answered only if there is a secret that shows which ones these are', () => {
  const parse = () => parseSettings({ REKEY_ONLY_THROUGH_PROXY: 'true' });
  expect(parse).toThrow('REKEY_ONLY_THROUGH_PROXY needs REKEY_PROXY_SECRET_HASHES');
  expect(parseSettings({ REKEY_ONLY_THROUGH_PROXY: 'false' }).onlyThroughProxy).toBe(false);
});

test.each(['http://127.0.0.1:9000', 'http://localhost', 'http://issuer.example', 'ftp://issuer.example'])(
  'A2 %s is not https, so it is refused as the issuer of administrators’ tokens',
  (REKEY_OIDC_ISSUER) => {
    const parse = () => parseSettings({ REKEY_OIDC_ISSUER, REKEY_OIDC_AUDIENCE: 'rekey' });
    expect(parse).toThrow('REKEY_OIDC_ISSUER must be an https URL');
  },
);

test('A2 the demo takes an issuer on loopback without https', () => {
  const given = { REKEY_OIDC_ISSUER: 'http://127.0.0.1:9000', REKEY_OIDC_AUDIENCE: 'rekey', REKEY_DEMO: 'true' };
  expect(parseSettings(given).oidcIssuer).toBe('http://127.0.0.1:9000');
  expect(() => parseSettings({ ...given, REKEY_OIDC_ISSUER: 'http://issuer.example' })).toThrow('must be an https URL');
});

test('settings that go together are refused one without the other, all at once', () => {
  const parse = () => parseSettings({ REKEY_OIDC_ISSUER: 'https://issuer.example', REKEY_PROXY_SECRET_HASHES: one });
  expect(parse).toThrow('REKEY_PROXY_SECRET_HASHES and REKEY_CLIENT_ADDRESS_HEADER go together');
  expect(parse).toThrow('REKEY_OIDC_ISSUER and REKEY_OIDC_AUDIENCE go together');
  expect(() => parseSettings({ REKEY_BRAND_LOGO: 'data:image/png;base64,iVBORw0KGgo=' })).toThrow(
    'REKEY_BRAND_LOGO needs REKEY_BRAND_NAME',
  );
});

test.each([
  ['{"crafter-profile":{"minimumBytes":8}}', 'crafter-profile: minimumBytes is now minimumCharacters, which counts characters'],
  ['{"crafter-studio/a":{"minimum":8}}', 'crafter-studio/a: minimum is not one of minimumCharacters, blocklist'],
  ['{"crafter-profile":8}', 'crafter-profile: must be a JSON object'],
  ['{"crafter":{}}', 'crafter: keys are a realm, or a realm, a slash and a tenant'],
  ['{"traffic-ops":{"minimumCharacters":"8"}}', 'traffic-ops: minimumCharacters: must be a whole number from 1 to 64'],
  ['{"traffic-ops":{"minimumCharacters":65}}', 'traffic-ops: minimumCharacters: must be a whole number from 1 to 64'],
  ['{"traffic-ops":{"blocklist":1}}', 'traffic-ops: blocklist: must be true or false'],
  ['[]', 'must be a JSON object'],
  ['{', 'must be JSON'],
])('the password policies %s are refused with a sentence', (REKEY_PASSWORD_POLICIES, sentence) => {
  const refusal = `These settings are not usable:\n  REKEY_PASSWORD_POLICIES ${sentence}`;
  expect(() => parseSettings({ REKEY_PASSWORD_POLICIES })).toThrow(new SettingsError(refusal));
});
