import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Shadows } from '#lib/reset/shadows.ts';
import { upstreamLink } from './upstream-bench.ts';
import { dead, newPassword, nextPassword, upstreamChangesContract } from './upstream-changes.ts';
import { upstreamFindingContract } from './upstream-finding.ts';
import type { TargetBench, UpstreamTarget, UpstreamTraits } from './upstream-target.ts';

export type ResetsOptions = { traits: UpstreamTraits; open(): Promise<UpstreamTarget>; shadows(): Shadows };

const atOnce = 32;

/** What resets do at a product's server, be it real or a stand-in. Nothing here depends on faults. */
export function upstreamResetsContract({ traits, open, shadows }: ResetsOptions): void {
  let target: UpstreamTarget;
  beforeAll(async () => {
    target = await open();
  });
  afterAll(() => target.close());

  const bench: TargetBench = {
    traits,
    target: () => target,
    mint: (person, tokenHash) => upstreamLink({ server: target.server, person }, shadows(), tokenHash),
    account: async ({ id }) => {
      const account = await target.server.find(id);
      if (account === undefined) {
        throw new Error(`the server has no account ${id}`);
      }
      return account;
    },
  };
  describe('finding', () => upstreamFindingContract(bench));
  describe('a reset', () => resetTests(bench));
  upstreamChangesContract(bench);
}

function resetTests({ target, mint }: TargetBench): void {
  test('U1 sets the password that logs in, and the old one does not', async () => {
    const { administrator } = target();
    const person = await administrator.createPerson();
    await expect(administrator.logsIn(person, person.password)).resolves.toBe(true);
    await expect((await mint(person)).redeem(newPassword)).resolves.toBe('set');
    await expect(administrator.logsIn(person, newPassword)).resolves.toBe(true);
    await expect(administrator.logsIn(person, person.password)).resolves.toBe(false);
  });

  test.each(['äöü ß 漢字 🔑 pass phrase', 'a+b&c=d%20"quoted" \\ <tag> pass phrase', `${'a long pass phrase '.repeat(6)}!`])(
    'U1 sets the password %j as it is',
    async (password) => {
      const { administrator } = target();
      const person = await administrator.createPerson();
      await expect((await mint(person)).redeem(password)).resolves.toBe('set');
      await expect(administrator.logsIn(person, password)).resolves.toBe(true);
    },
  );

  test('U2 spends the link, and ends every other link of the account', async () => {
    const { administrator } = target();
    const person = await administrator.createPerson();
    const link = await mint(person);
    const other = await mint(person, 'b'.repeat(64));
    await expect(link.redeem(newPassword)).resolves.toBe('set');
    await expect(link.redeem(nextPassword)).resolves.toEqual(dead);
    await expect(other.redeem(nextPassword)).resolves.toEqual(dead);
    await expect(administrator.logsIn(person, newPassword)).resolves.toBe(true);
    await expect((await mint(person)).redeem(nextPassword)).resolves.toBe('set');
    await expect(administrator.logsIn(person, nextPassword)).resolves.toBe(true);
  });

  test(`U2 has one winner of ${atOnce} at once, whose password logs in`, async () => {
    const { administrator } = target();
    const person = await administrator.createPerson();
    const link = await mint(person);
    const passwords = Array.from({ length: atOnce }, (_, index) => `pass phrase of redemption ${index}`);
    const redeemed = await Promise.all(passwords.map((password) => link.redeem(password)));
    const winners = passwords.filter((_, index) => redeemed[index] === 'set');
    expect(winners).toHaveLength(1);
    expect(redeemed.filter((outcome) => outcome !== 'set')).toEqual(Array(atOnce - 1).fill(dead));
    await expect(administrator.logsIn(person, `${winners[0]}`)).resolves.toBe(true);
    await expect(administrator.logsIn(person, person.password)).resolves.toBe(false);
  });

  test('U9 changes nothing but the password', async () => {
    const { administrator } = target();
    const person = await administrator.createPerson();
    const before = await administrator.describe(person);
    await expect((await mint(person)).redeem(newPassword)).resolves.toBe('set');
    await expect(administrator.describe(person)).resolves.toEqual(before);
  });
}
