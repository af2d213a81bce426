import { expect, test } from '@jest/globals';
import type { Stamped } from '#lib/reset/ports.ts';
import { UpstreamLinks } from '#lib/upstream/upstream-links.ts';
import { identityOf, writeStamp } from '#lib/upstream/upstream-stamp.ts';
import { memoryShadows } from '#test/memory/memory-shadows.ts';
import { person, ScriptedServer } from './scripted-server.ts';

const now = 1_700_000_000_000;
const until = now + 60_000;
const mustBeEnabled = true;

/** A link whose redemption has claimed the account and was never heard of again. */
async function crashed(showsChanges: boolean) {
  const server = new ScriptedServer({ showsChanges });
  const shadows = memoryShadows();
  await shadows.replaceStamp(person, null);
  const { credentialStamp: previousStamp } = await shadows.find(person);
  const stamp = { shadowStamp: previousStamp, identity: identityOf(person), fingerprint: await server.fingerprint() };
  const { realm, id: accountId, tenant } = person;
  const link: Stamped = { realm, accountId, tenant, credentialStamp: writeStamp(stamp), tokenHash: 'own' };
  await shadows.claim(person, { id: 'claim', previousStamp, tokenHash: link.tokenHash, until }, { reenter: false, now });
  const links = new UpstreamLinks(realm, server, shadows);
  const isGood = async (changes: Partial<Stamped> = {}, at = until): Promise<boolean> => {
    const stamped = { ...link, ...changes };
    const found = await links.findUnchanged(stamped, at);
    const redeemable = await links.findRedeemable(stamped, { mustBeEnabled, now: at });
    expect(redeemable === undefined).toBe(found === undefined);
    return found !== undefined;
  };
  return { server, shadows, stamp, isGood };
}

test('U5 a link whose redemption crashed is good again when its claim is over', async () => {
  const { server, isGood } = await crashed(true);
  await expect(isGood({}, until - 1)).resolves.toBe(false);
  await expect(isGood()).resolves.toBe(true);
  server.change('set by the redemption after all');
  await expect(isGood()).resolves.toBe(false);
});

test('U5 it stays dead if the server does not show password changes', async () => {
  const { isGood } = await crashed(false);
  await expect(isGood()).resolves.toBe(false);
});

test('U2 K14 no other link is good then, and none after a revoke', async () => {
  const { shadows, stamp, isGood } = await crashed(true);
  await expect(isGood({ tokenHash: 'another' })).resolves.toBe(false);
  await expect(isGood({ credentialStamp: writeStamp({ ...stamp, shadowStamp: 'earlier' }) })).resolves.toBe(false);
  await shadows.replaceStamp(person, null);
  await expect(isGood()).resolves.toBe(false);
});

test('U3 it is not good for an account with another address', async () => {
  const { server, isGood } = await crashed(true);
  server.account = { ...person, email: 'other@example.com' };
  await expect(isGood()).resolves.toBe(false);
});
