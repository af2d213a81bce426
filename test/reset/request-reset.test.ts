import { describe, expect, test } from '@jest/globals';
import { requireAddress } from '#lib/reset/account.ts';
import { canonicalAddress } from '#lib/reset/address.ts';
import { ResetError } from '#lib/reset/errors.ts';
import { requestReset, requestResetForApplication } from '#lib/reset/request-reset.ts';
import { accountOf } from './account-of.ts';
import { memoryDesk, now, refusal } from './memory-desk.ts';
import { sampleApplication } from './memory-mailroom.ts';

const mailLimits = { mailsPerMinute: 3, mailsPerTokenLifetime: 10, tokenLifetimeMinutes: 60 };
const device = { browser: 'Firefox', system: 'Windows' } as const;
const asked = { requestId: 'request-1', languages: 'en', timeZone: 'Europe/Berlin', device, mailLimits, now };
const stored = { requestId: 'request-1', languages: 'en', timeZone: 'Europe/Berlin', requestedAt: now };
const tooMany = new ResetError('too-many-requests', { retryAfterSeconds: 3 });
const gone = new ResetError('account-not-found', { identifier: 'jane.doe' });

describe('an anonymous caller', () => {
  const anonymous = { ...asked, realm: 'crafter-studio', identifier: 'jane.doe' } as const;
  const request = {
    ...stored,
    realm: 'crafter-studio',
    identifier: 'jane.doe',
    typed: 'jane.doe',
    asker: 'anonymous',
    device,
    link: null,
    application: null,
  };

  test('asks for a mail with one write, and nothing is looked up', async () => {
    const desk = memoryDesk();
    expect(await requestReset(desk.ports, { ...anonymous, admission: Promise.resolve() })).toBe('accepted');
    expect(desk.requests).toEqual([request]);
    expect(desk.steps).toEqual(['request of jane.doe']);
  });

  test('is told what the look-up says, and nothing is written', async () => {
    const desk = memoryDesk();
    const asking = requestReset(desk.ports, { ...anonymous, admission: Promise.resolve(), lookUp: Promise.reject(gone) });
    await expect(asking).rejects.toBe(gone);
    expect(desk.requests).toEqual([]);
  });

  test('E4 over the limit is told so whatever the look-up says, and nothing is written', async () => {
    const desk = memoryDesk();
    for (const lookUp of [Promise.reject(gone), Promise.resolve(), undefined]) {
      await expect(requestReset(desk.ports, { ...anonymous, admission: Promise.reject(tooMany), lookUp })).rejects.toBe(tooMany);
    }
    expect(desk.requests).toEqual([]);
  });
});

describe('an application', () => {
  const profile = accountOf({ realm: 'crafter-profile', id: '59284659d4c650213cc2f3fc', tenant: 'sample-tenant' });
  const ask = (desk: ReturnType<typeof memoryDesk>, differences: object = {}) =>
    requestResetForApplication(desk.ports, {
      ...asked,
      realm: 'crafter-profile',
      id: profile.id,
      admission: Promise.resolve(sampleApplication),
      link: 'https://app.example/reset',
      allowPlainHttp: false,
      ...differences,
    });

  test.each([profile.id, profile.id.toUpperCase()])('asks for the mail of the profile %s', async (id) => {
    const desk = memoryDesk({ accounts: [profile] });
    expect(await ask(desk, { id })).toEqual({ account: profile, outcome: 'accepted' });
    const { accessTokenHash: application } = sampleApplication;
    const request = {
      realm: 'crafter-profile',
      identifier: profile.id,
      typed: profile.id,
      asker: 'application',
      // It would be the application's own.
      device: null,
      link: 'https://app.example/reset',
      application,
      actor: 'sample-app',
    };
    expect(desk.requests).toEqual([{ ...stored, ...request }]);
  });

  test.each([
    'jane.doe',
    '',
    `${profile.id}0`,
    `0${profile.id}`,
    profile.id.slice(1),
    `${profile.id.slice(1)}g`,
    `${profile.id}\n`,
  ])('P5 finds no profile %j, without a look-up', async (id) => {
    const desk = memoryDesk({ accounts: [profile] });
    await expect(ask(desk, { id })).rejects.toEqual(refusal('account-not-found', { identifier: id }));
    expect(desk.steps).toEqual([]);
  });

  test('P5 does not find a profile that does not exist', async () => {
    const desk = memoryDesk({ accounts: [] });
    await expect(ask(desk)).rejects.toEqual(refusal('account-not-found', { identifier: profile.id }));
  });

  test('P8 may not send just any link, and hears this before it hears whether the profile exists', async () => {
    const desk = memoryDesk({ accounts: [] });
    await expect(ask(desk, { link: 'https://evil.example' })).rejects.toEqual(
      refusal('link-refused', { application: 'sample-app' }),
    );
    const plain = { ...sampleApplication, resetPasswordUrls: ['http://app.example'] };
    const admission = Promise.resolve(plain);
    await expect(ask(desk, { link: 'http://app.example', admission })).rejects.toMatchObject({ code: 'link-refused' });
    await expect(ask(desk, { link: 'http://app.example', admission, allowPlainHttp: true })).rejects.toMatchObject({
      code: 'account-not-found',
    });
  });

  test.each(['other-tenant', null])('P6 may not manage the tenant %s', async (tenant) => {
    const desk = memoryDesk({ accounts: [{ ...profile, tenant }] });
    await expect(ask(desk)).rejects.toEqual(refusal('action-denied', { tenant: tenant ?? '' }));
    expect(desk.requests).toEqual([]);
  });

  test('that is not admitted is told so, and nothing is written', async () => {
    const desk = memoryDesk({ accounts: [profile] });
    await expect(ask(desk, { admission: Promise.reject(tooMany) })).rejects.toBe(tooMany);
    expect(desk.requests).toEqual([]);
  });

  test('that is not admitted learns nothing about a look-up that failed', async () => {
    const desk = memoryDesk();
    const accounts = { find: () => Promise.reject(new Error('the database is away')) };
    const admission = new Promise<never>((_, reject) => setTimeout(reject, 20, tooMany));
    const asking = requestResetForApplication(
      { ...desk.ports, accounts },
      { ...asked, realm: 'crafter-profile', id: profile.id, admission, link: 'x', allowPlainHttp: false },
    );
    await expect(asking).rejects.toBe(tooMany);
  });
});

test('anonymous callers learn that an address has no account only if the operator reveals accounts', async () => {
  const desk = memoryDesk({ accounts: [accountOf({ realm: 'traffic-ops', email: 'a@example.com' })] });
  const demand = (address: string) =>
    requireAddress(desk.ports, 'traffic-ops', { address, canonical: canonicalAddress(address) });
  await demand('a@example.com');
  const absent = refusal('account-not-found', { identifier: 'B@example.com' });
  await expect(demand('B@example.com')).rejects.toEqual(absent);
  expect(desk.steps).toEqual(['address traffic-ops a@example.com', 'address traffic-ops b@example.com']);
});
