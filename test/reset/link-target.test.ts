import { expect, test } from '@jest/globals';
import { hasSelfService, type LinkContext, linkTarget } from '#lib/reset/link-target.ts';
import type { Realm } from '#lib/reset/ports.ts';
import { accountOf } from './account-of.ts';
import { requestedAt, sampleApplication } from './memory-mailroom.ts';

const ports = { applications: { find: async () => sampleApplication } };
const request = {
  realm: 'crafter-profile',
  asker: 'application',
  link: 'https://app.example/reset',
  application: 'a hash',
} as const;
const context: LinkContext = {
  now: requestedAt,
  allowPlainHttp: false,
  selfServiceTenants: [],
  judgesApplications: true,
  linkTemplate: (realm) => `https://rekey.example/reset-password#realm=${realm}&token={token}`,
};
const profile = (tenant: string) => accountOf({ realm: 'crafter-profile', tenant });

test('K10 a link leads to the application’s URL, and the mail shows the application’s name', async () => {
  const target = await linkTarget(ports, request, [profile('sample-tenant')], context);
  expect(target?.application).toBe('sample-app');
  expect(target?.linkFor('a-token')).toBe('https://app.example/reset?tokenId=a-token');
});

test('K10 the application must be allowed to manage each of the accounts', async () => {
  const [own, other] = [profile('sample-tenant'), profile('other-tenant')];
  expect(await linkTarget(ports, request, [own, other], context)).toBeUndefined();
  expect(await linkTarget(ports, request, [own, own], context)).toBeDefined();
});

test('K10 M6 if the product’s own server judges applications, Rekey checks only where the link leads', async () => {
  const expired = { applications: { find: async () => ({ ...sampleApplication, tenantPermissions: [], expiresOn: 1 }) } };
  const judgedThere = { ...context, judgesApplications: false };
  expect(await linkTarget(expired, request, [profile('other-tenant')], judgedThere)).toBeDefined();
  expect(await linkTarget(expired, request, [profile('other-tenant')], context)).toBeUndefined();
  const evil = { ...request, link: 'https://evil.example' };
  expect(await linkTarget(expired, evil, [profile('other-tenant')], judgedThere)).toBeUndefined();
});

test('K10 for a request that no application made, no application is looked up', async () => {
  const away = { applications: { find: () => Promise.reject(new Error('was looked up')) } };
  expect(await linkTarget(away, { ...request, application: null }, [profile('sample-tenant')], context)).toBeUndefined();
});

test('K10 the link of a person who asks without an application leads to Rekey’s own page, whatever the request holds', async () => {
  const away = { applications: { find: () => Promise.reject(new Error('was looked up')) } };
  for (const application of [null, 'a hash']) {
    const target = await linkTarget(away, { ...request, asker: 'anonymous', application }, [profile('sample-tenant')], context);
    expect(target?.application).toBeNull();
    expect(target?.linkFor('a-token')).toBe('https://rekey.example/reset-password#realm=crafter-profile&token=a-token');
  }
});

test('an owner may ask without an application in every realm but Crafter Profile, and there in the tenants of the settings', () => {
  const of = (realm: Realm, tenant: string | null) => hasSelfService({ realm, tenant }, ['a', 'b']);
  expect([of('crafter-studio', null), of('traffic-ops', null)]).toEqual([true, true]);
  expect([of('crafter-profile', 'a'), of('crafter-profile', 'b')]).toEqual([true, true]);
  expect([of('crafter-profile', 'A'), of('crafter-profile', 'c'), of('crafter-profile', null)]).toEqual([false, false, false]);
});

test('M6 plain http is accepted if the context allows it', async () => {
  const plain = { applications: { find: async () => ({ ...sampleApplication, resetPasswordUrls: ['http://app.example'] }) } };
  const ask = (allowPlainHttp: boolean) =>
    linkTarget(plain, { ...request, link: 'http://app.example/reset' }, [profile('sample-tenant')], {
      ...context,
      allowPlainHttp,
    });
  expect(await ask(true)).toBeDefined();
  expect(await ask(false)).toBeUndefined();
});
