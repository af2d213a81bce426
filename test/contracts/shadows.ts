import { describe, expect, test } from '@jest/globals';
import type { Undeliverable } from '#lib/reset/address.ts';
import type { AccountReference } from '#lib/reset/ports.ts';
import type { AccountShadow, Claim, Shadows } from '#lib/reset/shadows.ts';
import { newCredentialStamp } from '#lib/reset/token.ts';
import { noticeSent } from '#test/contracts/sample-settlement.ts';

export type ShadowsBench = {
  shadows: Shadows;
  /** The languages that the stream's record of the shadow names for its notice; undefined when none is due. */
  noticeLanguages(reference: AccountReference): Promise<string | undefined>;
  /** The next write gets through, but its answer is lost on the way. */
  loseNextAnswer(): void;
};

const now = 1_700_000_000_000;
const until = now + 30_000;
const once = { reenter: false, now };
const later = { reenter: true, now: until };
const empty: AccountShadow = {
  credentialStamp: null,
  claim: null,
  noticeDue: null,
  undeliverable: null,
  hold: null,
  closed: null,
  locale: null,
};

let made = 0;

/** What every adapter of `Shadows` must do. */
export function shadowsContract(bench: () => ShadowsBench): void {
  const someone = (): AccountReference => ({ realm: 'crafter-profile', id: `shadow-${++made}` });
  const find = (reference: AccountReference) => bench().shadows.find(reference);
  const claimOf = (differences: Partial<Claim> = {}): Claim => {
    return { id: newCredentialStamp(), previousStamp: null, tokenHash: 'a'.repeat(64), until, ...differences };
  };
  const claimed = async (reference: AccountReference, differences: Partial<Claim> = {}): Promise<Claim> => {
    const claim = claimOf(differences);
    await expect(bench().shadows.claim(reference, claim, once)).resolves.toBe(true);
    return claim;
  };
  /** The stamp of an account that was revoked before. */
  const stamped = async (reference: AccountReference): Promise<string> => {
    await bench().shadows.replaceStamp(reference, null);
    return (await find(reference)).credentialStamp ?? '';
  };

  describe('A shadow', () => {
    test('is empty until something is written', async () => {
      await expect(find(someone())).resolves.toEqual(empty);
    });

    test('belongs to the realm and the id', async () => {
      const reference = someone();
      await bench().shadows.setLocale(reference, 'de');
      await expect(find({ ...reference, realm: 'crafter-studio' })).resolves.toEqual(empty);
      await expect(find({ ...reference, id: `${reference.id}0` })).resolves.toEqual(empty);
    });

    test('M10 keeps the language and the undeliverable address without a stamp', async () => {
      const reference = someone();
      const bounce: Undeliverable = { address: 'A@example.com', cause: 'bounce', since: now };
      await bench().shadows.setLocale(reference, 'de');
      await bench().shadows.markUndeliverable(reference, bounce);
      await expect(find(reference)).resolves.toEqual({ ...empty, locale: 'de', undeliverable: bounce });
    });

    test('M10 keeps a complaint, unless another address bounces', async () => {
      const reference = someone();
      const complaint: Undeliverable = { address: 'a@example.com', cause: 'complaint', since: now };
      await bench().shadows.markUndeliverable(reference, complaint);
      await bench().shadows.markUndeliverable(reference, { ...complaint, cause: 'bounce', since: now + 1 });
      await expect(find(reference)).resolves.toMatchObject({ undeliverable: complaint });
      const other: Undeliverable = { address: 'b@example.com', cause: 'bounce', since: now + 2 };
      await bench().shadows.markUndeliverable(reference, other);
      await expect(find(reference)).resolves.toMatchObject({ undeliverable: other });
    });
  });

  describe('Claiming', () => {
    test('stores the claim and makes its id the stamp', async () => {
      const reference = someone();
      const claim = await claimed(reference);
      await expect(find(reference)).resolves.toEqual({ ...empty, credentialStamp: claim.id, claim });
    });

    test('keeps everything else', async () => {
      const reference = someone();
      await bench().shadows.setLocale(reference, 'de');
      await bench().shadows.replaceStamp(reference, { noticeDue: now, languages: '', by: 'owner' });
      const before = await find(reference);
      const claim = await claimed(reference, { previousStamp: before.credentialStamp });
      await expect(find(reference)).resolves.toEqual({ ...before, credentialStamp: claim.id, claim });
    });

    test('U2 works once under one stamp', async () => {
      for (const previousStamp of [null, await stamped(someone())]) {
        const reference = someone();
        if (previousStamp !== null) {
          await claimed(reference).then((claim) => bench().shadows.release(reference, { ...claim, previousStamp }));
        }
        const claim = await claimed(reference, { previousStamp });
        await bench().shadows.settle(reference, claim.id, { noticeDue: now, languages: '', by: 'owner' });
        const after = await find(reference);
        await expect(bench().shadows.claim(reference, claimOf({ previousStamp }), later)).resolves.toBe(false);
        await expect(find(reference)).resolves.toEqual(after);
      }
    });

    test('U2 succeeds for only one of 32 callers at once, and stores that caller’s claim', async () => {
      const reference = someone();
      const claims = Array.from({ length: 32 }, () => claimOf());
      const outcomes = await Promise.all(claims.map((claim) => bench().shadows.claim(reference, claim, once)));
      expect(outcomes.filter(Boolean)).toHaveLength(1);
      await expect(find(reference)).resolves.toMatchObject({ claim: claims[outcomes.indexOf(true)] });
    });

    test('U2 waits for an open claim, even with a token that was minted during that claim', async () => {
      const reference = someone();
      const { id } = await claimed(reference);
      const another = claimOf({ previousStamp: id, tokenHash: 'b'.repeat(64) });
      await expect(bench().shadows.claim(reference, another, { ...once, now: until - 1 })).resolves.toBe(false);
      await expect(find(reference)).resolves.toMatchObject({ claim: { id } });
      await expect(bench().shadows.claim(reference, another, { ...once, now: until })).resolves.toBe(true);
      await expect(find(reference)).resolves.toMatchObject({ credentialStamp: another.id, claim: another });
    });

    test('F1 is reported as done if only the answer was lost', async () => {
      const reference = someone();
      bench().loseNextAnswer();
      const claim = await claimed(reference);
      await expect(find(reference)).resolves.toMatchObject({ claim });
    });
  });

  describe('Claiming again after a crash', () => {
    test('works with the same token when the time is over', async () => {
      for (const previousStamp of [null, await stamped(someone())]) {
        const reference = someone();
        if (previousStamp !== null) {
          await claimed(reference).then((claim) => bench().shadows.release(reference, { ...claim, previousStamp }));
        }
        await claimed(reference, { previousStamp });
        const again = claimOf({ previousStamp, until: until + 30_000 });
        await expect(bench().shadows.claim(reference, again, { ...later, now: until - 1 })).resolves.toBe(false);
        await expect(bench().shadows.claim(reference, again, later)).resolves.toBe(true);
        await expect(find(reference)).resolves.toMatchObject({ credentialStamp: again.id, claim: again });
      }
    });

    test.each<[string, Partial<Claim>, boolean]>([
      ['with another token', { tokenHash: 'b'.repeat(64) }, true],
      ['under another stamp', { previousStamp: 'another' }, true],
      ['if the caller does not ask for it', {}, false],
    ])('U2 does not work %s', async (_, differences, reenter) => {
      const reference = someone();
      await claimed(reference);
      await expect(bench().shadows.claim(reference, claimOf(differences), { ...later, reenter })).resolves.toBe(false);
    });

    test('U2 does not work after the stamp was replaced', async () => {
      const reference = someone();
      await claimed(reference);
      await bench().shadows.replaceStamp(reference, null);
      await expect(bench().shadows.claim(reference, claimOf(), later)).resolves.toBe(false);
    });
  });

  describe('Releasing', () => {
    test('U4 restores the stamp from before the claim', async () => {
      const reference = someone();
      await bench().shadows.release(reference, await claimed(reference));
      await expect(find(reference)).resolves.toEqual(empty);
      const previousStamp = await stamped(reference);
      await bench().shadows.release(reference, await claimed(reference, { previousStamp }));
      await expect(find(reference)).resolves.toEqual({ ...empty, credentialStamp: previousStamp });
    });

    test('K4 does not change a stamp that was replaced during the claim', async () => {
      const reference = someone();
      const claim = await claimed(reference);
      const replaced = await stamped(reference);
      await expect(find(reference)).resolves.toMatchObject({ claim, credentialStamp: replaced });
      await bench().shadows.release(reference, claim);
      await expect(find(reference)).resolves.toEqual({ ...empty, credentialStamp: replaced });
    });

    test('does nothing to another claim', async () => {
      const reference = someone();
      const claim = await claimed(reference);
      await bench().shadows.release(reference, claimOf());
      await expect(find(reference)).resolves.toMatchObject({ claim });
    });

    test('F1 succeeds if only the answer was lost', async () => {
      const reference = someone();
      const claim = await claimed(reference);
      bench().loseNextAnswer();
      await bench().shadows.release(reference, claim);
      await expect(find(reference)).resolves.toEqual(empty);
    });
  });

  describe('Settling', () => {
    test('M11 ends the claim and makes the notice due', async () => {
      const reference = someone();
      const { id } = await claimed(reference);
      await bench().shadows.settle(reference, id, { noticeDue: now, languages: 'ja, en;q=0.5', by: 'owner' });
      await expect(find(reference)).resolves.toEqual({ ...empty, credentialStamp: id, noticeDue: now });
      await expect(bench().noticeLanguages(reference)).resolves.toBe('ja, en;q=0.5');
    });

    test('does nothing to another claim', async () => {
      const reference = someone();
      const claim = await claimed(reference);
      await bench().shadows.settle(reference, 'another', { noticeDue: now, languages: '', by: 'owner' });
      await expect(find(reference)).resolves.toEqual({ ...empty, credentialStamp: claim.id, claim });
    });
  });

  describe('Replacing the stamp', () => {
    test('K4 gives a different stamp each time, even to an account without a shadow', async () => {
      const reference = someone();
      const first = await stamped(reference);
      const second = await stamped(reference);
      expect(first).toMatch(/^[\w-]{22}$/);
      expect(second).not.toBe(first);
      await expect(find(reference)).resolves.toEqual({ ...empty, credentialStamp: second });
    });

    test('M11 makes a notice due if there is one', async () => {
      const reference = someone();
      await bench().shadows.replaceStamp(reference, { noticeDue: now, languages: 'de', by: 'owner' });
      await expect(bench().noticeLanguages(reference)).resolves.toBe('de');
      await stamped(reference);
      await expect(find(reference)).resolves.toMatchObject({ noticeDue: now });
      await bench().shadows.replaceStamp(reference, { noticeDue: now + 1, languages: '', by: 'owner' });
      await expect(bench().noticeLanguages(reference)).resolves.toBe('');
    });
  });

  describe('A notice', () => {
    const due = async (): Promise<AccountReference> => {
      const reference = someone();
      await bench().shadows.replaceStamp(reference, { noticeDue: now, languages: 'de', by: 'owner' });
      return reference;
    };

    test('M9 ends after it was sent, but only if it is still the notice that is due', async () => {
      const reference = await due();
      await bench().shadows.endNotice(reference, now - 1, noticeSent);
      await expect(bench().noticeLanguages(reference)).resolves.toBe('de');
      await bench().shadows.endNotice(reference, now, noticeSent);
      await expect(find(reference)).resolves.toMatchObject({ noticeDue: null });
      await expect(bench().noticeLanguages(reference)).resolves.toBeUndefined();
    });

    test('M8 counts its failures, and a later notice starts a new count', async () => {
      const reference = await due();
      await expect(bench().shadows.countNoticeFailure(reference, now)).resolves.toBe(1);
      await expect(bench().shadows.countNoticeFailure(reference, now)).resolves.toBe(2);
      await expect(bench().shadows.countNoticeFailure(reference, now + 1)).resolves.toBeUndefined();
      await bench().shadows.replaceStamp(reference, { noticeDue: now + 1, languages: 'de', by: 'owner' });
      await expect(bench().shadows.countNoticeFailure(reference, now + 1)).resolves.toBe(1);
      const { credentialStamp: previousStamp } = await find(reference);
      const { id } = await claimed(reference, { previousStamp });
      await bench().shadows.settle(reference, id, { noticeDue: now + 2, languages: '', by: 'owner' });
      await expect(bench().shadows.countNoticeFailure(reference, now + 2)).resolves.toBe(1);
    });
  });
}
