import { describe, expect, test } from '@jest/globals';
import type { Account, StoredResetRequest } from '#lib/reset/ports.ts';
import { sendResetLink } from '#lib/reset/send-reset-link.ts';
import { memoryMailroom, sampleApplication } from './memory-mailroom.ts';
import { profileOf, profileRequest } from './profile-request.ts';

const nothing = { mailsSent: 0, mailsDropped: 1, mailsHeldBack: 0 };
const send = ({ ports, job, context }: ReturnType<typeof memoryMailroom>) => sendResetLink(ports, job, context);

describe('a link of Crafter Profile that its owner asked for', () => {
  const owner = (id: string, differences: Partial<Account> = {}) =>
    profileOf({ id, username: `user ${id}`, email: 'Jane.Doe@Example.com', ...differences });
  const ownRequest: Partial<StoredResetRequest> = { realm: 'crafter-profile', identifier: 'jane.doe@example.com' };

  test('K10 leads to Rekey’s own page, and never to an address that the request holds', async () => {
    const allowed = { link: 'https://app.example/reset', application: sampleApplication.accessTokenHash };
    for (const more of [{}, allowed, { link: 'https://evil.example' }]) {
      const room = memoryMailroom({ request: { ...ownRequest, ...more }, accounts: [owner('a')] });
      expect(await send(room)).toMatchObject({ mailsSent: 1, reason: 'sent' });
      expect(room.mails[0]?.text).toMatch(/^https:\/\/rekey\.example\/reset-password#realm=crafter-profile&token=[\w-]{43}$/);
    }
  });

  test('M12 goes out once for each profile of the address, each with its own token and name', async () => {
    const room = memoryMailroom({ request: ownRequest, accounts: [owner('a'), owner('b', { enabled: false })] });
    expect(await send(room)).toMatchObject({ mailsSent: 2, mailsDropped: 0 });
    expect(room.mails.map(({ subject }) => subject)).toEqual(['user a', 'user b']);
    expect(room.tokens.map(({ accountId }) => accountId)).toEqual(['a', 'b']);
  });

  test('K10 is not sent to profiles of other tenants, even if the stored request asks for them', async () => {
    const others = [owner('a', { tenant: 'other-tenant' }), owner('b', { tenant: null })];
    const room = memoryMailroom({ request: ownRequest, accounts: others });
    expect(await send(room)).toEqual({ ...nothing, reason: 'no-account' });
    expect(room.tokens).toEqual([]);
    const both = memoryMailroom({ request: ownRequest, accounts: [...others, owner('c')] });
    expect(await send(both)).toMatchObject({ mailsSent: 1 });
    expect(both.tokens.map(({ accountId }) => accountId)).toEqual(['c']);
  });

  test('K10 is not sent if no tenant’s people ask for themselves', async () => {
    const room = memoryMailroom({ request: ownRequest, accounts: [owner('a')] });
    const off = { ...room, context: { ...room.context, selfServiceTenants: [] } };
    expect(await send(off)).toEqual({ ...nothing, reason: 'no-account' });
    expect(room.steps).toEqual(['done 1']);
  });

  test('K10 is not sent for the id of a profile, which only an application may ask for', async () => {
    const room = memoryMailroom({ request: { ...profileRequest, asker: 'anonymous' }, accounts: [profileOf()] });
    expect(await send(room)).toEqual({ ...nothing, reason: 'no-account' });
    const administrators = memoryMailroom({
      request: { ...ownRequest, asker: 'administrator' },
      accounts: [owner('jane.doe@example.com')],
    });
    expect(await send(administrators)).toEqual({ ...nothing, reason: 'link-not-allowed' });
  });

  test.each([
    ['was made by the owner', { asker: 'anonymous' }],
    ['is for Traffic Ops', { realm: 'traffic-ops' }],
    ['is for Crafter Studio', { realm: 'crafter-studio', identifier: 'jane.doe' }],
  ] as const)('K10 is not sent for an application’s request that now says that it %s', async (_, other) => {
    const room = memoryMailroom({ request: profileRequest, accounts: [profileOf({ tenant: 'other-tenant' })] });
    Object.assign(room.request, other);
    expect(await send(room)).toEqual({ ...nothing, reason: 'link-not-allowed' });
    expect(room.tokens).toEqual([]);
  });

  test('M9 is in another mail than the link that an application asked for at the same time', async () => {
    const ofOwner = memoryMailroom({ request: ownRequest, accounts: [profileOf({ email: 'jane.doe@example.com' })] });
    const ofApplication = memoryMailroom({ request: profileRequest, accounts: [profileOf({ email: 'jane.doe@example.com' })] });
    await send(ofOwner);
    await send(ofApplication);
    expect(ofOwner.notes[0]?.mailId).not.toBe(ofApplication.notes[0]?.mailId);
  });
});
