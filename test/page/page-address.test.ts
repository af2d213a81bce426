import { expect, test } from '@jest/globals';
import { askedRealms } from '#lib/page/asked-realms.ts';
import { formAddress, formBeside, onlyRealm, pageQuery } from '#lib/page/page-address.ts';
import { readerOf } from '#lib/page/reader.ts';
import { parseSettings } from '#lib/settings/settings.ts';
import { englishReader } from './english-reader.ts';

const germanReader = () => readerOf({ headers: {}, rawQueryString: 'lang=de' }, parseSettings({}));

test.each([
  ['traffic-ops', '?realm=traffic-ops'],
  ['crafter-studio', '?realm=crafter-studio'],
  ['crafter-profile', '?'],
  ['"><script>', '?'],
  [undefined, '?'],
])('the address of the form about %j is %s', async (only, address) => {
  expect(formAddress(await englishReader(), only)).toBe(address);
});

test('the address of the form keeps the language that its reader chose', async () => {
  expect(formAddress(await germanReader(), 'traffic-ops')).toBe('?realm=traffic-ops&lang=de');
  expect(formBeside(await germanReader())).toBe('forgot-password?lang=de');
  expect(formBeside(await englishReader())).toBe('forgot-password');
});

test('a query without anything leads to the page itself', () => {
  expect(pageQuery({ realm: undefined })).toBe('?');
});

test.each([
  [undefined, 'crafter-profile,crafter-studio,traffic-ops', undefined],
  [undefined, 'crafter-studio,traffic-ops', undefined],
  [undefined, 'crafter-profile,crafter-studio', 'crafter-studio'],
  [undefined, 'traffic-ops', 'traffic-ops'],
  ['traffic-ops', 'crafter-studio,traffic-ops', 'traffic-ops'],
  ['traffic-ops', 'crafter-studio', 'crafter-studio'],
  ['crafter-profile', 'crafter-profile,crafter-studio', 'crafter-studio'],
])('with %j in its address and the products %s, a page asks about %j only', (given, products, realm) => {
  expect(onlyRealm(given, { settings: parseSettings({ REKEY_PRODUCTS: products }) })).toBe(realm);
});

test('with tenants whose people ask for themselves, Crafter Profile is one more product of the pages', () => {
  const asked = (products: string, tenants: string) => {
    const settings = parseSettings({ REKEY_PRODUCTS: products, REKEY_CRAFTER_PROFILE_SELF_SERVICE: tenants });
    return [askedRealms({ settings }), onlyRealm('crafter-profile', { settings })];
  };
  expect(asked('', 'a')).toEqual([['crafter-studio', 'traffic-ops', 'crafter-profile'], 'crafter-profile']);
  expect(asked('', '')).toEqual([['crafter-studio', 'traffic-ops'], undefined]);
  expect(asked('crafter-profile', 'a')).toEqual([['crafter-profile'], 'crafter-profile']);
  expect(asked('crafter-profile', '')).toEqual([[], undefined]);
});
