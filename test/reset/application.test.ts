import { describe, expect, test } from '@jest/globals';
import { admitApplication, isExpired, mayManageProfiles } from '#lib/reset/application.ts';
import type { Application } from '#lib/reset/ports.ts';
import { sha256 } from '#lib/reset/token.ts';
import { memoryDesk, now, refusal } from './memory-desk.ts';
import { sampleApplication } from './memory-mailroom.ts';

const caller = { address: '192.0.2.1', site: null, requestsPerFiveMinutes: 60, applicationRequestsPerFiveMinutes: 1200, now };
const id = 'an access token id';
const ofApplication = `application#${sha256(id)}`;
const countAddress = `count address#192.0.2.1 to 60 at ${now}`;
const countApplication = `count ${ofApplication} to 1200 at ${now}`;

function gate(application: Application | undefined = sampleApplication) {
  const desk = memoryDesk();
  const find = async (hash: string) => {
    desk.steps.push('application');
    return hash === sha256(id) ? application : undefined;
  };
  return { ...desk, enter: (given: string) => admitApplication({ ...desk.ports, applications: { find } }, given, caller) };
}

test('F7 four hundred made-up access tokens are counted under one key, the key of their client address', async () => {
  const { enter, steps } = gate();
  for (let each = 0; each < 400; each++) {
    await enter(`made up ${each}`).admitted.catch(() => undefined);
  }
  expect(new Set(steps.filter((step) => step.startsWith('count')))).toEqual(new Set([countAddress]));
});

test('F7 if this process has admitted an application before, its count starts beside its look-up, so no answer waits longer for it', async () => {
  const { enter, steps } = gate();
  await enter(id).admitted;
  steps.splice(0);
  const { admitted } = enter(id);
  expect(steps.toSorted()).toEqual(['application', countApplication]);
  await admitted;
  expect(steps).toHaveLength(2);
});

describe('an application', () => {
  test('with a good access token is admitted, and counted under its own key', async () => {
    const { enter, steps } = gate();
    const { application, admitted } = enter(id);
    expect(await application).toBe(sampleApplication);
    expect(await admitted).toBe(sampleApplication);
    expect(steps.toSorted()).toEqual(['application', countApplication]);
  });

  test('without an access token is refused without a look-up, and counted by its address', async () => {
    const { enter, steps } = gate();
    const { application, admitted } = enter('');
    await expect(application).rejects.toEqual(refusal('access-token-missing', null));
    await expect(admitted).rejects.toEqual(refusal('access-token-missing', null));
    expect(steps).toEqual([countAddress]);
  });

  test('with an unknown access token is refused, and counted by its address', async () => {
    const { enter, steps } = gate();
    const { application, admitted } = enter('another');
    await expect(application).rejects.toEqual(refusal('access-token-unknown', { given: 'another' }));
    await expect(admitted).rejects.toEqual(refusal('access-token-unknown', { given: 'another' }));
    expect(steps).toContain(countAddress);
  });

  test('with an expired access token is refused with its name and date, and counted by its address', async () => {
    const { enter, steps } = gate({ ...sampleApplication, expiresOn: now });
    const expired = refusal('access-token-expired', { given: id, application: 'sample-app', expiredOn: now });
    await expect(enter(id).application).rejects.toEqual(expired);
    expect(steps).toContain(countAddress);
  });

  test('without a good access token, from an address that is over its limit, gets the refusal for too many requests', async () => {
    const { enter, over } = gate();
    over['address#192.0.2.1'] = 17;
    await expect(enter('').application).rejects.toEqual(refusal('too-many-requests', { retryAfterSeconds: 17 }));
  });

  test('over its limit is recognized but not admitted', async () => {
    const { enter, over } = gate();
    over[ofApplication] = 42;
    const { application, admitted } = enter(id);
    expect(await application).toBe(sampleApplication);
    await expect(admitted).rejects.toEqual(refusal('too-many-requests', { retryAfterSeconds: 42 }));
  });

  test('without a good access token is told so, even if its limit is reached as well', async () => {
    const { enter, over } = gate({ ...sampleApplication, expiresOn: 1 });
    over[ofApplication] = 42;
    await expect(enter(id).admitted).rejects.toMatchObject({ code: 'access-token-expired' });
  });

  test('that cannot be looked up is an outage, which counts against no limit', async () => {
    const desk = memoryDesk();
    const outage = new Error('the database is away');
    const applications = { find: async () => Promise.reject(outage) };
    const { application, admitted } = admitApplication({ ...desk.ports, applications }, id, caller);
    await expect(application).rejects.toBe(outage);
    await expect(admitted).rejects.toBe(outage);
    expect(desk.steps).toEqual([]);
  });
});

test('a refusal that no code awaits is not an unhandled rejection', async () => {
  const { enter, over } = gate({ ...sampleApplication, expiresOn: 1 });
  over[ofApplication] = 42;
  over['address#192.0.2.1'] = 42;
  enter(id);
  await new Promise((resolve) => setTimeout(resolve, 20));
});

test.each([
  [null, false],
  [now + 1, false],
  [now, true],
  [now - 1, true],
])('an application that expires on %s is expired: %s', (expiresOn, expired) => {
  expect(isExpired({ ...sampleApplication, expiresOn }, now)).toBe(expired);
});

const all = { tenant: '*', allowedActions: ['*'] };
const mine = { tenant: 'mine', allowedActions: ['MANAGE_PROFILES'] };
const readsMine = { tenant: 'mine', allowedActions: ['READ_PROFILES', 'OTHER'] };

test.each<[string, Application['tenantPermissions'], string | null, boolean]>([
  ['no permissions', [], 'mine', false],
  ['all on all', [all], 'mine', true],
  ['all on all, for a profile without a tenant', [all], null, true],
  ['its own', [mine], 'mine', true],
  ['another', [mine], 'other', false],
  ['its own, for a profile without a tenant', [mine], null, false],
  ['other actions', [readsMine], 'mine', false],
  ['the action among others', [{ tenant: 'mine', allowedActions: ['READ_PROFILES', 'MANAGE_PROFILES'] }], 'mine', true],
  ['the first that names the tenant, which refuses', [readsMine, mine], 'mine', false],
  ['the first that names all, which refuses', [{ tenant: '*', allowedActions: [] }, mine], 'mine', false],
  ['a later one', [{ tenant: 'other', allowedActions: [] }, mine], 'mine', true],
])('P6 decides by %s', (_, tenantPermissions, tenant, may) => {
  expect(mayManageProfiles({ ...sampleApplication, tenantPermissions }, tenant)).toBe(may);
});
