import { randomUUID } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { newPassword } from './upstream-changes.ts';
import type { TargetBench } from './upstream-target.ts';

/** Which accounts an adapter finds at a product's server, be it real or a stand-in. */
export function upstreamFindingContract({ traits, target, mint, account }: TargetBench): void {
  test('a person, with what the server tells', async () => {
    const { id, username, email } = await target().administrator.createPerson();
    await expect(target().server.find(id)).resolves.toMatchObject({
      id,
      username,
      email,
      enabled: true,
      externallyManaged: false,
    });
  });

  test('the same person by each other identifier', async () => {
    const person = await target().administrator.createPerson();
    const found = await account(person);
    for (const alias of traits.aliases(person)) {
      await expect(target().server.find(alias)).resolves.toEqual(found);
    }
  });

  for (const ending of traits.usernameEndings) {
    test(`a person whose username ends with ${ending}, and sets the password`, async () => {
      const { administrator, server } = target();
      const person = await administrator.createPerson({ username: `rekey.${randomUUID()}${ending}` });
      for (const identifier of [person.id, ...traits.aliases(person)]) {
        await expect(server.find(identifier)).resolves.toMatchObject({ id: person.id, username: person.username });
      }
      await expect((await mint(person)).redeem(newPassword)).resolves.toBe('set');
      await expect(administrator.logsIn(person, newPassword)).resolves.toBe(true);
    });
  }

  test.each(traits.nobodies)('U8 nobody by %j', async (id) => {
    await expect(target().server.find(id)).resolves.toBeUndefined();
  });

  test('people by their address in any letter case, if the product looks them up by it', async () => {
    const person = await target().administrator.createPerson();
    const found = traits.findsByAddress ? [await account(person)] : [];
    await expect(target().server.findByAddress(person.email)).resolves.toEqual(found);
    await expect(target().server.findByAddress(`x${person.email}`)).resolves.toEqual([]);
    await expect(target().server.findByAddress(person.email.toUpperCase())).resolves.toEqual(found);
  });

  test('U8 a disabled account as disabled', async () => {
    const { administrator, server } = target();
    const person = await administrator.createPerson();
    await administrator.setEnabled(person, false);
    await expect(server.find(person.id)).resolves.toMatchObject({ id: person.id, enabled: false });
    await administrator.setEnabled(person, true);
  });

  const ifExternal = traits.hasExternalAccounts ? test : test.skip;
  ifExternal('U8 an external account as external', async () => {
    const { administrator, server } = target();
    const { id } = await administrator.createPerson({ externallyManaged: true });
    await expect(server.find(id)).resolves.toMatchObject({ id, externallyManaged: true });
  });

  const ifDeleted = traits.canDelete ? test : test.skip;
  ifDeleted('U8 nobody whose account was deleted', async () => {
    const { administrator, server } = target();
    const person = await administrator.createPerson();
    await administrator.deletePerson(person);
    for (const identifier of [person.id, ...traits.aliases(person)]) {
      await expect(server.find(identifier)).resolves.toBeUndefined();
    }
  });
}
