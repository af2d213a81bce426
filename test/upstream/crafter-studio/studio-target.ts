import { randomBytes } from 'node:crypto';
import { studioServer } from '#lib/upstream/crafter-studio/studio-server.ts';
import type { Administrator, Person, UpstreamTarget, UpstreamTraits } from '#test/contracts/upstream-target.ts';
import { textOf } from '#test/upstream/text-of.ts';
import { logInToStudio } from './log-in-to-studio.ts';
import { studioClient } from './studio-bench.ts';

export type StudioAccess = {
  url: string;
  /** An access token of Rekey's own user. */
  token: string;
  /** An access token of an administrator, with which the suite creates users. */
  administratorToken: string;
};

export const studioTraits: UpstreamTraits = {
  showsPasswordChanges: false,
  survivesLogins: true,
  canDelete: true,
  hasExternalAccounts: true,
  findsByAddress: false,
  refused: { password: 'password', fault: { fault: 'too-guessable' } },
  testimony: 'unknown',
  nobodies: ['git_repo_user', 'GIT_REPO_USER', '2', '0', '999999999', 'no.such.user', 'a b', "o'neil", 'réky.service'],
  usernameEndings: ['@example.com', '+tag', '+tag@example.com', '_x', '-x', '.', '.json', '.XML'],
  aliases: ({ username }) => [username, username.toUpperCase()],
};

/** A Crafter Studio, with the adapter that calls it. */
export function studioTarget({ url, token, administratorToken }: StudioAccess): UpstreamTarget {
  const client = studioClient(url);
  const created: Person[] = [];
  const administrator = studioAdministrator(url, administratorToken, created);
  return {
    server: studioServer({ client, accessToken: async () => token }),
    strangersServer: studioServer({ client, accessToken: async () => randomBytes(48).toString('base64url') }),
    administrator,
    close: async () => {
      client.close();
      for (const person of created) {
        await administrator.deletePerson(person).catch(() => undefined);
      }
    },
  };
}

function studioAdministrator(url: string, token: string, created: Person[]): Administrator {
  const send = (method: string, path: string, body?: object) =>
    fetch(`${url}/api/2${path}`, {
      method,
      headers: { accept: 'application/json', authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  const done = async (method: string, path: string, body?: object) => {
    await textOf(await send(method, path, body));
  };
  return {
    createPerson: async ({ username = `rekey.test.${randomBytes(8).toString('hex')}`, externallyManaged = false } = {}) => {
      const given = {
        username,
        email: `${randomBytes(8).toString('hex')}@example.com`,
        password: `old pass phrase of ${username}`,
      };
      const more = { firstName: 'Ärmel', lastName: "O'Neil", enabled: true, externallyManaged };
      const { user } = JSON.parse(await textOf(await send('POST', '/users', { ...given, ...more })));
      const person = { ...given, id: `${user.id}` };
      created.push(person);
      return person;
    },
    logsIn: ({ username }, password) => logInToStudio(url, username, password),
    setPassword: ({ username }, password) => done('POST', `/users/me.user/reset_password`, { username, new: password }),
    setAddress: ({ id }, email) => done('PATCH', '/users', { id: Number(id), email, enabled: true }),
    setEnabled: ({ id }, enabled) =>
      done('PATCH', `/users/${enabled ? 'enable' : 'disable'}`, { ids: [Number(id)], usernames: [] }),
    deletePerson: ({ id }) => done('DELETE', `/users?id=${id}`),
    describe: async ({ id }) => JSON.parse(await textOf(await send('GET', `/users/${id}`))).user,
  };
}
