import { describe, expect, test } from '@jest/globals';
import { ServerMisconfigured } from '#lib/upstream/product-server.ts';
import type { Person, TargetBench } from './upstream-target.ts';

export const newPassword = 'a new pass phrase of this person';
export const nextPassword = 'the next pass phrase of this person';
/** What a dead link gets. */
export const dead = expect.stringMatching(/^(stamp-changed|account-gone-or-closed)$/);

const changedThere = 'a pass phrase that was set there';

/** What ends a link at a product's server and what does not, be the server real or a stand-in. */
export function upstreamChangesContract(bench: TargetBench): void {
  describe('a change there between the mail and the click', () => changeTests(bench));
  describe('a refusal', () => refusalTests(bench));
  describe('the witness', () => witnessTests(bench));
}

function changeTests({ traits, target, mint }: TargetBench): void {
  const ifShown = traits.showsPasswordChanges ? test : test.skip;
  const changes: readonly [string, (person: Person) => string][] = [
    ['another password', () => changedThere],
    ['the same password', ({ password }) => password],
  ];
  ifShown.each(changes)('U3 of the password to %s ends the link', async (_, password) => {
    const { administrator } = target();
    const person = await administrator.createPerson();
    const link = await mint(person);
    await administrator.setPassword(person, password(person));
    await expect(link.redeem(newPassword)).resolves.toEqual(dead);
    await expect(administrator.logsIn(person, password(person))).resolves.toBe(true);
  });

  test('U3 of the address ends the link', async () => {
    const { administrator } = target();
    const person = await administrator.createPerson();
    const link = await mint(person);
    await administrator.setAddress(person, `new.${person.email}`);
    await expect(link.redeem(newPassword)).resolves.toEqual(dead);
    await expect(administrator.logsIn(person, person.password)).resolves.toBe(true);
  });

  test('U8 by which the account is disabled gets the link refused', async () => {
    const { administrator } = target();
    const person = await administrator.createPerson();
    const link = await mint(person);
    await administrator.setEnabled(person, false);
    await expect(link.redeem(newPassword)).resolves.toBe('account-gone-or-closed');
    await administrator.setEnabled(person, true);
    await expect(administrator.logsIn(person, person.password)).resolves.toBe(true);
  });

  const ifDeleted = traits.canDelete ? test : test.skip;
  ifDeleted('U8 by which the account is deleted gets the link refused', async () => {
    const { administrator } = target();
    const person = await administrator.createPerson();
    const link = await mint(person);
    await administrator.deletePerson(person);
    await expect(link.redeem(newPassword)).resolves.toBe('account-gone-or-closed');
  });

  const ifTolerant = traits.survivesLogins ? test : test.skip;
  ifTolerant('by logins, good and bad, leaves the link good', async () => {
    const { administrator } = target();
    const person = await administrator.createPerson();
    const link = await mint(person);
    await administrator.logsIn(person, person.password);
    await administrator.logsIn(person, 'not the password');
    await expect(link.redeem(newPassword)).resolves.toBe('set');
  });
}

function refusalTests({ traits, target, mint, account }: TargetBench): void {
  test('U4 of the password comes with a reason, and leaves the link good', async () => {
    const { administrator, server } = target();
    const person = await administrator.createPerson();
    const link = await mint(person);
    const { password, fault } = traits.refused;
    await expect(server.setPassword(await account(person), password)).resolves.toEqual({
      outcome: 'refused-there',
      fault: { ...fault, ...(fault.reason && { reason: expect.stringMatching(fault.reason) }) },
    });
    await expect(link.redeem(password)).resolves.toBe('refused-there');
    await expect(administrator.logsIn(person, person.password)).resolves.toBe(true);
    await expect(link.redeem(newPassword)).resolves.not.toBe('refused-there');
  });

  test("of Rekey's credential is told as misconfigured, and leaves the link good", async () => {
    const { administrator, strangersServer } = target();
    const person = await administrator.createPerson();
    const link = await mint(person);
    await expect(strangersServer.find(person.id)).rejects.toThrow(ServerMisconfigured);
    await expect(link.by(strangersServer).redeem(newPassword)).resolves.toBe('misconfigured');
    await expect(strangersServer.setPassword(await account(person), newPassword)).resolves.toMatchObject({
      outcome: 'misconfigured',
    });
    await expect(link.redeem(newPassword)).resolves.toBe('set');
    await expect(administrator.logsIn(person, newPassword)).resolves.toBe(true);
  });

  const ifExternal = traits.hasExternalAccounts ? test : test.skip;
  ifExternal('U8 of an external account, also by the server itself', async () => {
    const { administrator, server } = target();
    const person = await administrator.createPerson({ externallyManaged: true });
    await expect((await mint(person)).redeem(newPassword)).resolves.toBe('account-gone-or-closed');
    await expect(server.setPassword(await account(person), newPassword)).resolves.toEqual({ outcome: 'account-gone-or-closed' });
  });
}

function witnessTests({ traits, target, account }: TargetBench): void {
  test('tells that the password was set, if the server shows it', async () => {
    const { administrator, server } = target();
    const person = await administrator.createPerson();
    const found = await account(person);
    const fingerprint = await server.fingerprint(found);
    const testimony = () => server.witness(found, fingerprint, newPassword);
    await expect(testimony()).resolves.toBe(traits.testimony === 'set' ? 'not-set' : 'unknown');
    await administrator.setPassword(person, newPassword);
    await expect(testimony()).resolves.toBe(traits.testimony);
  });
}
