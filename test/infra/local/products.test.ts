import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { demoPeopleIn } from '#infra/demo/demo-people.ts';
import { findRoute } from '#infra/local/api/find-route.ts';
import { banner } from '#infra/local/banner.ts';
import { servedOpenApi } from '#infra/local/pages/served-openapi.ts';
import { startPage } from '#infra/local/pages/start-page.ts';
import { type Realm, realms } from '#lib/reset/ports.ts';
import { servedRoutes } from '#lib/routes.ts';
import { parseSettings } from '#lib/settings/settings.ts';

const urls = { apiUrl: 'http://127.0.0.1:1', inboxUrl: 'http://127.0.0.1:2', databaseUrl: 'http://127.0.0.1:3' };
const openApi = readFileSync('openapi.json', 'utf8');
const idsIn = (text: string): string[] =>
  Object.values<Record<string, { operationId: string }>>(JSON.parse(text).paths).flatMap((operations) =>
    Object.values(operations).map(({ operationId }) => operationId),
  );

/** Words by which a product shows in the texts of the local stack. */
const words: { readonly [realm in Realm]: RegExp } = {
  'crafter-profile': /crafter-profile|Crafter Profile|john\.doe|accessTokenId/,
  'crafter-studio': /crafter-studio|Crafter Studio|jane\.doe/,
  'traffic-ops': /traffic-ops|Traffic Ops|test@example\.com/,
};

describe.each(realms)('A local stack with %s only', (realm) => {
  const settings = parseSettings({ REKEY_PRODUCTS: realm });
  const routes = servedRoutes(settings);
  const namesIn = (text: string) => realms.filter((each) => words[each].test(text));

  test('has the people of that product', () => {
    expect(new Set(demoPeopleIn(settings).map((person) => person.realm))).toEqual(new Set([realm]));
  });

  test('says nothing about the others when it starts', () => {
    const printed = banner({ ...urls, settings });
    expect(namesIn(printed)).toEqual([realm]);
    expect(printed).toMatch(/curl/);
  });

  test('shows the calls of that product on the start page', () => {
    const isServed = (path: string, method = 'GET') => findRoute(routes, method, path) !== undefined;
    const page = startPage({ ...urls, settings, isServed });
    const [calls = ''] = page.match(/<h2 id="calls">.*?<\/section>/s) ?? [];
    expect(calls).toMatch(/data-call=/);
    expect(namesIn(calls)).toEqual([realm]);
  });

  test('documents the calls that it answers, and no other', () => {
    const served = servedOpenApi(openApi, new Set(routes.map(({ id }) => id)));
    expect(idsIn(served).toSorted()).toEqual(routes.map(({ id }) => id).toSorted());
    const tags = JSON.parse(served).tags.map(({ name }: { name: string }) => name);
    expect(tags.filter((name: string) => name !== 'Pages' && !words[realm].test(name))).toEqual([]);
  });
});

test('With every product, the documentation is the file', () => {
  const every = servedRoutes(parseSettings({ REKEY_CRAFTER_PROFILE_SELF_SERVICE: 'sample-tenant' }));
  expect(servedOpenApi(openApi, new Set(every.map(({ id }) => id)))).toBe(openApi);
});
