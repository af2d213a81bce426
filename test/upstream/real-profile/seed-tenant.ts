import { randomUUID } from 'node:crypto';
import { profileTokens } from '#infra/local/doubles/crafter-profile/seed-profiles.ts';
import { textOf } from '#test/upstream/text-of.ts';

export type SeededTenant = { tenant: string; token: string; applicationToken: string };

/** Creates a tenant in a new Crafter Profile, and the two access tokens that the suite needs, with the token that every new install has. */
export async function seedTenant(url: string): Promise<SeededTenant> {
  const create = async (path: string, body: object) => {
    await textOf(
      await fetch(`${url}/api/1/${path}/create?accessTokenId=${profileTokens.master}`, {
        method: 'POST',
        headers: { accept: 'application/json', 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    );
  };
  const tenant = 'sample-tenant';
  const permissions = [{ application: '*', allowedActions: ['*'] }];
  const attributeDefinitions = [{ name: 'firstName', metadata: { label: 'firstName', type: 'TEXT' }, permissions }];
  await create('tenant', { name: tenant, verifyNewProfiles: false, availableRoles: ['REKEY_TEST'], attributeDefinitions });
  const createToken = async (application: string, allowedActions: readonly string[]) => {
    const id = randomUUID();
    await create('access_token', { id, application, master: false, tenantPermissions: [{ tenant, allowedActions }] });
    return id;
  };
  return {
    tenant,
    token: await createToken('rekey', ['READ_TENANT', 'MANAGE_PROFILES']),
    applicationToken: await createToken('my-app', ['READ_TENANT', 'MANAGE_PROFILES', 'MANAGE_TICKETS']),
  };
}
