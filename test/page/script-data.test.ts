import { expect, test } from '@jest/globals';
import { scriptData } from '#lib/page/script-data.ts';
import { englishReader } from './english-reader.ts';

const productsUnder = async (policies: object) =>
  scriptData(await englishReader({ REKEY_TRAFFIC_OPS_NAME: 'Example CDN', REKEY_PASSWORD_POLICIES: JSON.stringify(policies) }))
    .products;

test('the script gets the words of the page, its language and the names of the products', async () => {
  const data = scriptData(await englishReader({ REKEY_TRAFFIC_OPS_NAME: 'Example CDN' }));
  expect(data).toMatchObject({
    locale: 'en-GB',
    show: 'Show',
    hide: 'Hide',
    strengths: ['very weak', 'weak', 'fair', 'good', 'very good'],
    products: { 'crafter-studio': { name: 'Crafter Studio' }, 'traffic-ops': { name: 'Example CDN' } },
  });
  expect(Object.keys(data.products)).toEqual(['crafter-studio', 'traffic-ops']);
});

test('no word that the script shows is missing', async () => {
  const { sentences, products: _, ...words } = scriptData(await englishReader());
  const shown = [
    'notALink',
    'nameNoAccount',
    'tooLong',
    'tooManyCharacters',
    'onlyBlanks',
    'tooCommon',
    'isUsername',
    'fromContext',
    'breached',
    'tooGuessable',
    'passwordRefused',
    'serverSaid',
  ];
  expect(words).toEqual(expect.objectContaining(Object.fromEntries(shown.map((name) => [name, expect.stringMatching(/\S/)]))));
  expect(sentences).toEqual({
    linkIsFor: expect.stringContaining('{product}'),
    doneText: expect.stringContaining('{product}'),
    maybeText: expect.stringContaining('{product}'),
    signIn: expect.stringContaining('{product}'),
    atLeast: expect.stringContaining('{minimum}'),
    busyText: expect.stringContaining('{wait}'),
  });
});

test('the script gets where people sign in to each product, if the operator has said it', async () => {
  const { products } = scriptData(await englishReader({ REKEY_STUDIO_SIGN_IN_URL: 'https://cms.example.com/studio/login' }));
  expect(products['crafter-studio']?.signInUrl).toBe('https://cms.example.com/studio/login');
  expect(products['traffic-ops']?.signInUrl).toBeNull();
});

test('without policies the page asks for 8 characters and refuses common passwords, like the server', async () => {
  expect(await productsUnder({})).toMatchObject({
    'crafter-studio': { minimumCharacters: 8, refusesCommon: true },
    'traffic-ops': { minimumCharacters: 8, refusesCommon: true },
  });
});

test('the page allows 128 characters for passwords that are in Studio’s own server, and otherwise what bcrypt takes', async () => {
  const reader = await englishReader({ REKEY_CRAFTER_STUDIO_URL: 'https://cms.example.com/studio' });
  expect(scriptData(reader).products).toMatchObject({
    'crafter-studio': { maximumCharacters: 128 },
    'traffic-ops': { maximumCharacters: null },
  });
  expect(await productsUnder({})).toMatchObject({ 'crafter-studio': { maximumCharacters: null } });
});

test('the page asks what the mildest policy of the realm and its tenants asks', async () => {
  const policies = {
    'traffic-ops': { minimumCharacters: 20 },
    'traffic-ops/mild': { minimumCharacters: 12, blocklist: false },
    'traffic-ops/strict': { minimumCharacters: 30 },
  };
  expect((await productsUnder(policies))['traffic-ops']).toMatchObject({ minimumCharacters: 12, refusesCommon: false });
});

test('a strict tenant changes nothing for the others, who have the default policy', async () => {
  const policies = { 'traffic-ops/strict': { minimumCharacters: 30 } };
  expect((await productsUnder(policies))['traffic-ops']).toMatchObject({ minimumCharacters: 8, refusesCommon: true });
});

test('a policy of one realm, or of its tenant, changes nothing in another realm', async () => {
  const policies = {
    'crafter-studio': { minimumCharacters: 15 },
    'traffic-ops/mild': { minimumCharacters: 6, blocklist: false },
  };
  expect((await productsUnder(policies))['crafter-studio']).toMatchObject({ minimumCharacters: 15, refusesCommon: true });
});
