import { describe, expect, test } from '@jest/globals';
import type { Account, ResetToken } from '#lib/reset/ports.ts';
import { sendResetLink } from '#lib/reset/send-reset-link.ts';
import { cancelRequest, disownChange } from '#lib/reset/stop-by-owner.ts';
import { mintToken, sha256 } from '#lib/reset/token.ts';
import { parseSettings } from '#lib/settings/settings.ts';
import { memoryAccounts } from '#test/memory/memory-accounts.ts';
import { memoryLimits } from '#test/memory/memory-limits.ts';
import { memoryNoticeTokens } from '#test/memory/memory-notice-tokens.ts';
import { memoryResetTokens } from '#test/memory/memory-reset-tokens.ts';
import { memoryShadows } from '#test/memory/memory-shadows.ts';
import { memoryStops } from '#test/memory/memory-stops.ts';
import { accountOf } from './account-of.ts';
import { refusal } from './memory-desk.ts';
import { memoryMailroom, requestedAt } from './memory-mailroom.ts';

const now = 1_700_000_000_000;
const day = 86_400_000;
const caller = { address: '192.0.2.1', site: null, requestsPerFiveMinutes: 2, applicationRequestsPerFiveMinutes: 1200, now };

/** An account with a link and a notice of a change a minute ago. */
async function desk(differences: Partial<ResetToken> = {}) {
  const accounts = memoryAccounts(async (password) => password);
  const account = accountOf();
  accounts.store(account);
  const { credentialStamp = '', realm, id: accountId, username, email, tenant } = (await accounts.find(account)) ?? account;
  const stops = memoryStops({ accounts, shadows: memoryShadows() }, parseSettings({}));
  const ports = { stops, limits: memoryLimits(), resetTokens: memoryResetTokens(), noticeTokens: memoryNoticeTokens() };
  const [link, notice] = [mintToken(), mintToken()];
  const stored = { realm, accountId, credentialStamp, username, email, tenant, requestedAt: now - 1, expiresAt: now + 1 };
  await ports.resetTokens.put({ tokenHash: link.tokenHash, ...stored, ...differences });
  const changedAt = now - 60_000;
  await ports.noticeTokens.put({ tokenHash: notice.tokenHash, realm, accountId, changedAt, expiresAt: now + 1 });
  return {
    ports,
    link: link.token,
    notice: notice.token,
    found: () => accounts.find(account),
    cancel: (token: string, holds = false) => cancelRequest(ports, { token, caller, requestId: 'request-1', holds }),
    disown: (token: string, at = now) => disownChange(ports, { token, caller: { ...caller, now: at }, requestId: 'request-1' }),
  };
}

describe('Cancelling a request', () => {
  test('O1 ends every link of the account and leaves its password', async () => {
    const { link, cancel, found } = await desk();
    const before = await found();
    expect(await cancel(link)).toEqual({ realm: 'crafter-studio', id: 'jane.doe' });
    const after = await found();
    expect(after).toEqual({ ...before, credentialStamp: after?.credentialStamp });
    expect(after?.credentialStamp).not.toBe(before?.credentialStamp);
  });

  test('O1 holds mails for a day if the owner wants that, at the address that got the mail', async () => {
    const { link, cancel, found } = await desk();
    await cancel(link, true);
    expect((await found())?.hold).toEqual({ address: 'jane.doe@example.com', until: now + day });
  });

  test('O3 a link works for this once, and a second attempt is refused', async () => {
    const { link, cancel } = await desk();
    await cancel(link);
    await expect(cancel(link)).rejects.toEqual(refusal('token-refused', { given: link }));
  });

  test.each<[string, Partial<ResetToken>]>([
    ['K1 has expired', { expiresAt: now }],
    ['K3 was minted under another stamp', { credentialStamp: 'another' }],
    ['K6 is of an account that is gone', { accountId: 'nobody' }],
  ])('O3 a link that %s cancels nothing', async (_, differences) => {
    const { link, cancel, found } = await desk(differences);
    const before = await found();
    await expect(cancel(link, true)).rejects.toEqual(refusal('token-refused', { given: link }));
    expect(await found()).toEqual(before);
  });

  test('K14 a link of a revoked realm cancels nothing', async () => {
    const { ports, link, cancel } = await desk();
    ports.resetTokens.revoke('crafter-studio', now);
    await expect(cancel(link)).rejects.toEqual(refusal('token-refused', { given: link }));
  });

  test('O3 the token of a notice, a forged one and nonsense cancel nothing, and count against the address', async () => {
    const { notice, cancel, found } = await desk();
    const before = await found();
    for (const token of [notice, mintToken().token]) {
      await expect(cancel(token)).rejects.toEqual(refusal('token-refused', { given: token }));
    }
    await expect(cancel('nonsense')).rejects.toMatchObject({ code: 'too-many-requests' });
    expect(await found()).toEqual(before);
  });
});

describe('Disowning a change', () => {
  test('O2 closes the account for a day and ends its links', async () => {
    const { link, notice, cancel, disown, found } = await desk();
    expect(await disown(notice)).toEqual({ realm: 'crafter-studio', id: 'jane.doe' });
    expect((await found())?.closed).toEqual({ since: now, until: now + day });
    await expect(cancel(link)).rejects.toEqual(refusal('token-refused', { given: link }));
  });

  test('O3 a replay of the same notice closes nothing more, not even after the day', async () => {
    const { notice, disown, found } = await desk();
    await disown(notice);
    const closed = await found();
    for (const at of [now, now + day]) {
      await expect(disown(notice, at)).rejects.toEqual(refusal('token-refused', { given: notice }));
    }
    expect(await found()).toEqual(closed);
  });

  test('O3 an expired notice, the token of a link and a forged one close nothing', async () => {
    const { link, notice, disown, found } = await desk();
    await expect(disown(notice, now + 1)).rejects.toEqual(refusal('token-refused', { given: notice }));
    await expect(disown(link)).rejects.toEqual(refusal('token-refused', { given: link }));
    await expect(disown(sha256(link).slice(0, 43))).rejects.toMatchObject({ code: 'too-many-requests' });
    expect((await found())?.closed).toBeNull();
  });
});

describe('The mailer', () => {
  const hold = { address: 'jane.doe@example.com', until: requestedAt + 1 };
  const closed = { since: requestedAt - day, until: requestedAt + 1 };
  const mailsTo = async (differences: Partial<Account>, asker: 'anonymous' | 'administrator' = 'anonymous') => {
    const room = memoryMailroom({ request: { asker }, accounts: [accountOf(differences)] });
    const { mailsSent, reason } = await sendResetLink(room.ports, room.job, room.context);
    return { mailsSent, reason, tokens: room.tokens.length };
  };
  const nothing = { mailsSent: 0, reason: 'stopped-by-owner', tokens: 0 };
  const sent = { mailsSent: 1, reason: 'sent', tokens: 1 };

  test('O1 mails no link that a stranger asks for while the owner holds mails, and mints no token', async () => {
    expect(await mailsTo({ hold })).toEqual(nothing);
    expect(await mailsTo({ hold }, 'administrator')).toEqual(sent);
  });

  test('O2 mails no link of anyone’s while the account is closed', async () => {
    expect(await mailsTo({ closed })).toEqual(nothing);
    expect(await mailsTo({ closed }, 'administrator')).toEqual(nothing);
  });

  test('O3 mails a link again that is asked for when the day is over', async () => {
    const until = requestedAt;
    expect(await mailsTo({ hold: { ...hold, until } })).toEqual(sent);
    expect(await mailsTo({ closed: { ...closed, until } })).toEqual(sent);
  });

  test('O3 the hold of an earlier owner of the account does not mute its next address', async () => {
    expect(await mailsTo({ hold: { ...hold, address: 'earlier@example.com' } })).toEqual(sent);
  });
});
