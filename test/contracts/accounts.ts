import { describe, expect, test } from '@jest/globals';
import type { NewAccount } from '#lib/dynamo/operator/store-account.ts';
import { canonicalAddress, type Undeliverable } from '#lib/reset/address.ts';
import { noticeSent } from '#test/contracts/sample-settlement.ts';
import type { AccountsBench } from './accounts-bench.ts';
import { sampleAccount } from './sample-account.ts';
import { setPasswordContract } from './set-password.ts';

/** What every adapter of `accounts` must do. */
export function accountsContract(bench: () => AccountsBench): void {
  const stored = async (differences: Partial<NewAccount> = {}): Promise<NewAccount> => {
    const account = sampleAccount(differences);
    await bench().store(account);
    return account;
  };
  const idsAt = async (address: string) =>
    (await bench().accounts.findByAddress('crafter-studio', canonicalAddress(address))).map(({ id }) => id).sort();

  describe('Finding an account', () => {
    test('gives back what was stored, with a stamp', async () => {
      const account = await stored({ email: null, locale: null, tenant: 'sample-tenant' });
      await expect(bench().accounts.find(account)).resolves.toEqual({
        ...account,
        credentialStamp: expect.stringMatching(/^[\w-]{22}$/),
        undeliverable: null,
        noticeDue: null,
        hold: null,
        closed: null,
        hasPassword: false,
      });
    });

    test('finds nothing under an unknown id, in another realm or under an id that looks like another key', async () => {
      const { id } = await stored();
      await expect(bench().accounts.find({ realm: 'crafter-studio', id: `${id}0` })).resolves.toBeUndefined();
      await expect(bench().accounts.find({ realm: 'traffic-ops', id })).resolves.toBeUndefined();
      await expect(bench().accounts.find({ realm: 'crafter-studio', id: `crafter-studio#${id}` })).resolves.toBeUndefined();
    });

    test('S1 finds a Studio user in any letter case and with trailing blanks, and gives the stored spelling', async () => {
      const { id } = await stored();
      const username = `Jane-${id.toUpperCase()}`;
      await bench().store(sampleAccount({ id: username, username }));
      for (const typed of [username, username.toLowerCase(), username.toUpperCase(), `${username} \u00a0`]) {
        const found = await bench().accounts.find({ realm: 'crafter-studio', id: typed });
        expect(found).toMatchObject({ id: username.toLowerCase(), username });
      }
      await expect(bench().accounts.find({ realm: 'crafter-studio', id: username.replace('a', 'ä') })).resolves.toBeUndefined();
      await bench().store(sampleAccount({ realm: 'traffic-ops', id: username }));
      await expect(bench().accounts.find({ realm: 'traffic-ops', id: username.toLowerCase() })).resolves.toBeUndefined();
    });

    test('K3 gives a different stamp after the account was stored again', async () => {
      const account = await stored();
      const before = await bench().accounts.find(account);
      await bench().store(account);
      const after = await bench().accounts.find(account);
      expect(after?.credentialStamp).not.toBe(before?.credentialStamp);
    });
  });

  describe('Finding accounts by address', () => {
    test('ignores the letter case of ASCII and gives every account of the realm', async () => {
      const first = await stored({ email: 'Shared@Example.COM' });
      const second = await stored({ email: 'shared@example.com' });
      await stored({ email: 'shared@example.com', realm: 'traffic-ops' });
      await expect(idsAt('sHARED@example.com')).resolves.toEqual([first.id, second.id].sort());
    });

    test.each([
      ['a Kelvin sign', 'mike@example.com', 'mi\u212Ae@example.com'],
      ['a dotless i', 'mike@example.com', 'm\u0131ke@example.com'],
      ['a dotted capital I', 'mike@example.com', 'M\u0130KE@example.com'],
      ['a dotless i in the domain', 'mike@example.com', 'mike@examp\u0131e.com'],
      ['a full-width letter', 'mike@example.com', '\uFF4Dike@example.com'],
      ['ss for \u00DF', 'wei\u00DF@example.com', 'weiss@example.com'],
      ['SS for \u00DF', 'wei\u00DF@example.com', 'WEISS@example.com'],
      ['a capital \u00C4', '\u00E4nne@example.com', '\u00C4nne@example.com'],
      ['a combining accent', '\u00E4nne@example.com', 'a\u0308nne@example.com'],
      ['a soft hyphen', 'mike@example.com', 'mi\u00ADke@example.com'],
      ['a blank', 'mike@example.com', 'mike@example.com '],
    ])('M2 is not deceived by %s', async (_what, email, lookalike) => {
      const { id } = await stored({ email });
      await expect(idsAt(email)).resolves.toContain(id);
      await expect(idsAt(lookalike)).resolves.toEqual([]);
      await expect(bench().accounts.hasAddress('crafter-studio', canonicalAddress(lookalike))).resolves.toBe(false);
    });

    test('does not find an account that has another address by now, has no address or was deleted', async () => {
      const moved = await stored({ email: 'once@example.com' });
      const without = await stored({ email: 'once@example.com' });
      const removed = await stored({ email: 'once@example.com' });
      await bench().store({ ...moved, email: 'now@example.com' });
      await bench().store({ ...without, email: null });
      await bench().remove(removed);
      await expect(idsAt('once@example.com')).resolves.toEqual([]);
      await expect(idsAt('now@example.com')).resolves.toEqual([moved.id]);
      await expect(idsAt('')).resolves.toEqual([]);
    });

    test('says whether any account of the realm has an address', async () => {
      const { email } = await stored();
      const address = email?.toUpperCase() ?? '';
      await expect(bench().accounts.hasAddress('crafter-studio', canonicalAddress(address))).resolves.toBe(true);
      await expect(bench().accounts.hasAddress('traffic-ops', canonicalAddress(address))).resolves.toBe(false);
    });
  });

  setPasswordContract(bench);

  describe('An address that bounced or complained', () => {
    const undeliverable = async (account: NewAccount) => (await bench().accounts.find(account))?.undeliverable;
    const bounce = { cause: 'bounce', since: 7_000 } as const;
    const complaint = { cause: 'complaint', since: 6_000 } as const;
    const mark = (address: string, as: Omit<Undeliverable, 'address'> = bounce) =>
      bench().accounts.markUndeliverable('crafter-studio', canonicalAddress(address), as);

    test('M10 is remembered with every account of the realm that has it, in the account\u2019s own spelling', async () => {
      const first = await stored({ email: 'Bounced@Example.COM' });
      const second = await stored({ email: 'bounced@example.com' });
      const elsewhere = await stored({ email: 'bounced@example.com', realm: 'traffic-ops' });
      await expect(mark('BOUNCED@example.com')).resolves.toBe(2);
      await expect(undeliverable(first)).resolves.toEqual({ address: 'Bounced@Example.COM', ...bounce });
      await expect(undeliverable(second)).resolves.toEqual({ address: 'bounced@example.com', ...bounce });
      await expect(undeliverable(elsewhere)).resolves.toBeNull();
    });

    test('M10 does not mark an account that has another address by now', async () => {
      const account = await stored({ email: 'left@example.com' });
      await bench().store({ ...account, email: 'moved@example.com' });
      await expect(mark('left@example.com')).resolves.toBe(0);
      await expect(undeliverable(account)).resolves.toBeNull();
    });

    test('M10 is remembered with the time and cause of the last report', async () => {
      const account = await stored({ email: 'again@example.com' });
      await mark('again@example.com');
      await mark('again@example.com', { ...bounce, since: 8_000 });
      await expect(undeliverable(account)).resolves.toMatchObject({ since: 8_000 });
      await expect(mark('again@example.com', complaint)).resolves.toBe(1);
      await expect(undeliverable(account)).resolves.toEqual({ address: 'again@example.com', ...complaint });
    });

    test('M10 a bounce does not replace a complaint', async () => {
      const account = await stored({ email: 'annoyed@example.com' });
      await mark('annoyed@example.com', complaint);
      await expect(mark('annoyed@example.com')).resolves.toBe(1);
      await expect(undeliverable(account)).resolves.toEqual({ address: 'annoyed@example.com', ...complaint });
    });

    test('leaves the stamp, and with it every link, as it was', async () => {
      const account = await stored();
      const before = await bench().accounts.find(account);
      await mark(account.email ?? '');
      await expect(bench().accounts.find(account)).resolves.toEqual({
        ...before,
        undeliverable: { address: account.email, ...bounce },
      });
    });
  });

  describe('A notice of change', () => {
    const changed = async (now: number, account = sampleAccount()): Promise<NewAccount> => {
      if (!(await bench().accounts.find(account))) {
        await bench().store(account);
      }
      const credentialStamp = (await bench().accounts.find(account))?.credentialStamp ?? '';
      const languages = `languages of ${now}`;
      await bench().accounts.setPassword(account, {
        password: 'changed',
        credentialStamp,
        tenant: null,
        mustBeEnabled: true,
        languages,
        now,
      });
      return account;
    };
    const noticeDue = async (account: NewAccount) => (await bench().accounts.find(account))?.noticeDue;

    test('is due until it is ended', async () => {
      const account = await changed(5_000);
      await expect(noticeDue(account)).resolves.toBe(5_000);
      await expect(bench().noticeLanguages(account)).resolves.toBe('languages of 5000');
      await bench().accounts.endNotice(account, 5_000, noticeSent);
      await expect(noticeDue(account)).resolves.toBeNull();
      await expect(bench().noticeLanguages(account)).resolves.toBeUndefined();
      await bench().accounts.endNotice(account, 5_000, noticeSent);
      await expect(noticeDue(account)).resolves.toBeNull();
    });

    test('of a later change stays due when an earlier one ends', async () => {
      const account = await changed(6_000, await changed(5_000));
      await bench().accounts.endNotice(account, 5_000, noticeSent);
      await expect(noticeDue(account)).resolves.toBe(6_000);
      await expect(bench().noticeLanguages(account)).resolves.toBe('languages of 6000');
    });

    test('starts a new count of failures with each change', async () => {
      const account = await changed(5_000);
      await expect(bench().accounts.countNoticeFailure(account, 5_000)).resolves.toBe(1);
      await expect(bench().accounts.countNoticeFailure(account, 5_000)).resolves.toBe(2);
      await changed(6_000, account);
      await expect(bench().accounts.countNoticeFailure(account, 6_000)).resolves.toBe(1);
    });

    test('that is no longer due counts as failed more often than any bound', async () => {
      const account = await changed(5_000);
      await expect(bench().accounts.countNoticeFailure(account, 4_000)).resolves.toBeUndefined();
      await expect(noticeDue(account)).resolves.toBe(5_000);
    });

    test('does not bring a deleted account back', async () => {
      const account = await changed(5_000);
      await bench().remove(account);
      await bench().accounts.endNotice(account, 5_000, noticeSent);
      await bench().accounts.countNoticeFailure(account, 5_000);
      await expect(bench().accounts.find(account)).resolves.toBeUndefined();
    });
  });
}
