import { expect, test } from '@jest/globals';
import type { Stamped } from '#lib/reset/ports.ts';
import { metrics } from '#lib/runtime/log.ts';
import { UpstreamAccounts } from '#lib/upstream/upstream-accounts.ts';
import { UpstreamLinks } from '#lib/upstream/upstream-links.ts';
import { identityOf, writeStamp } from '#lib/upstream/upstream-stamp.ts';
import { memoryShadows } from '#test/memory/memory-shadows.ts';
import { logOf } from '#test/security/log-of.ts';
import { person, ScriptedServer } from './scripted-server.ts';

const now = 1_700_000_000_000;
const until = now + 60_000;
const mustBeEnabled = true;

async function linkOf(showsChanges: boolean) {
  const server = new ScriptedServer({ showsChanges });
  const shadows = memoryShadows();
  await shadows.replaceStamp(person, null);
  const { credentialStamp: previousStamp } = await shadows.find(person);
  const stamp = { shadowStamp: previousStamp, identity: identityOf(person), fingerprint: await server.fingerprint() };
  const { realm, id: accountId, tenant } = person;
  const link: Stamped = { realm, accountId, tenant, credentialStamp: writeStamp(stamp), tokenHash: 'own' };
  return { server, shadows, stamp, link, links: new UpstreamLinks(realm, server, shadows) };
}

/** A link whose redemption has claimed the account and was never heard of again. */
async function crashed(showsChanges: boolean) {
  const { server, shadows, stamp, link, links } = await linkOf(showsChanges);
  const claim = { id: 'claim', previousStamp: stamp.shadowStamp, tokenHash: link.tokenHash, until };
  await shadows.claim(person, claim, { reenter: false, now });
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

test.each([
  ['set, but the claim cannot be ended', 'done', 'set'],
  ['perhaps set', new TypeError('the adapter fails'), 'unknown'],
] as const)('U5 the operator hears of a password that was %s', async (_, script, outcome) => {
  const { server, shadows, link, links } = await linkOf(true);
  server.scripts.push(script, script);
  server.testimonies.push('unknown', 'unknown', 'unknown');
  shadows.settle = () => Promise.reject(new Error('the database fails'));
  const change = { ...link, password: 'a new password', mustBeEnabled, now };
  const lines = await logOf(async () => {
    await expect(links.setPassword(person, change)).resolves.toMatchObject({ outcome });
    metrics.publishStoredMetrics();
  });
  expect(lines).toContainEqual(expect.objectContaining({ message: 'a claim was left open', outcome }));
  expect(lines).toContainEqual(expect.objectContaining({ ClaimsLeftOpen: 1 }));
});

test('U5 the operator hears nothing of a password that was set', async () => {
  const { link, links } = await linkOf(true);
  const change = { ...link, password: 'a new password', mustBeEnabled, now };
  await expect(logOf(() => links.setPassword(person, change))).resolves.toEqual([]);
});

test('K14 a revoke ends the link of a mail that was just being made', async () => {
  const server = new ScriptedServer({ showsChanges: true });
  const shadows = memoryShadows();
  const accounts = new UpstreamAccounts(person.realm, server, shadows);
  const account = await accounts.find(person);
  await shadows.replaceStamp(person, null);
  const credentialStamp = account && (await accounts.takeStamp(account));
  const link = { realm: person.realm, accountId: person.id, tenant: person.tenant, tokenHash: 'own' };
  await expect(accounts.findUnchanged({ ...link, credentialStamp: credentialStamp ?? '' }, now)).resolves.toBeUndefined();
});
