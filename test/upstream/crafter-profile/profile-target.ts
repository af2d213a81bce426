import { randomUUID } from 'node:crypto';
import { profileServer } from '#lib/upstream/crafter-profile/profile-server.ts';
import { httpClient } from '#lib/upstream/http-client.ts';
import type { Administrator, Person, UpstreamTarget, UpstreamTraits } from '#test/contracts/upstream-target.ts';
import { textOf } from '#test/upstream/text-of.ts';

export type ProfileAccess = {
  url: string;
  tenant: string;
  /** Rekey's own access token. */
  token: string;
  /** An application's access token, with which the suite creates profiles and logs in. */
  applicationToken: string;
};

export const profileTraits: UpstreamTraits = {
  showsPasswordChanges: true,
  survivesLogins: true,
  canDelete: true,
  hasExternalAccounts: false,
  findsByAddress: true,
  // The server has no rules for passwords. It answers 200 to an empty one and does not set it, so Rekey refuses it.
  refused: { password: '', fault: { fault: 'refused-there', reason: /^The password is empty/ } },
  testimony: 'set',
  nobodies: ['0'.repeat(24), '1', 'nobody', "'"],
  usernameEndings: [` ä"'+&`, '@example.com'],
  aliases: ({ id }) => [id.toUpperCase()],
};

/** A Crafter Profile, with the adapter that calls it. */
export function profileTarget(access: ProfileAccess): UpstreamTarget {
  const client = httpClient({ url: access.url, maximumCalls: 32 });
  const created: Person[] = [];
  const administrator = profileAdministrator(access, created);
  return {
    server: profileServer({ client, accessToken: async () => access.token, selfServiceTenants: [access.tenant] }),
    strangersServer: profileServer({ client, accessToken: async () => randomUUID(), selfServiceTenants: [access.tenant] }),
    administrator,
    close: async () => {
      client.close();
      await Promise.all(created.map((person) => administrator.deletePerson(person)));
    },
  };
}

type Parameters = { [name: string]: string };

function profileAdministrator({ url, tenant, applicationToken }: ProfileAccess, created: Person[]): Administrator {
  const headers = { accept: 'application/json' };
  const form = (parameters: Parameters) => new URLSearchParams({ accessTokenId: applicationToken, ...parameters });
  const get = async (path: string) => JSON.parse(await textOf(await fetch(`${url}/api/1${path}?${form({})}`, { headers })));
  const post = (path: string, parameters: Parameters = {}) =>
    fetch(`${url}/api/1${path}`, { method: 'POST', headers, body: form(parameters) });
  const update = async ({ id }: Person, change: Parameters) => {
    await textOf(await post(`/profile/${id}/update`, change));
  };
  return {
    createPerson: async ({ username = `rekey.test.${randomUUID()}` } = {}) => {
      const { attributeDefinitions } = await get(`/tenant/${tenant}`);
      const hasFirstName = attributeDefinitions.some(({ name }: { name: string }) => name === 'firstName');
      const given = { username, email: `${randomUUID()}@example.com`, password: `old pass phrase of ${username}` };
      const more = {
        tenantName: tenant,
        enabled: 'true',
        role: 'REKEY_TEST',
        ...(hasFirstName && { attributes: '{"firstName":"Ä"}' }),
      };
      const { id } = JSON.parse(await textOf(await post('/profile/create', { ...given, ...more })));
      const person = { ...given, id };
      created.push(person);
      return person;
    },
    logsIn: async ({ username }, password) => {
      const answer = await post('/authentication/authenticate', { tenantName: tenant, username, password });
      return answer.status !== 401 && (await textOf(answer)) !== '';
    },
    setPassword: (person, password) => update(person, { password }),
    setAddress: (person, email) => update(person, { email }),
    setEnabled: (person, enabled) => update(person, { enabled: `${enabled}` }),
    deletePerson: async ({ id }) => {
      await textOf(await post(`/profile/${id}/delete`));
    },
    describe: async ({ id }) => {
      const { lastModified: _, ...rest } = await get(`/profile/${id}`);
      return rest;
    },
  };
}
