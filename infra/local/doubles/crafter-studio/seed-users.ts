import { knownHash } from '#infra/local/doubles/crafter-hash.ts';
import type { NewStudioUser, StudioStore } from './studio-store.ts';

const administration = ['read_users', 'create_users', 'update_users', 'delete_users', 'manage_access_token'];

/** The permissions that Rekey's service user needs. */
const service = ['read_users', 'update_users', 'manage_access_token'];

export const oldPasswordOf = (username: string): string => `old pass phrase of ${username}`;

/** The people who have a password, by which they log in or by which they would. */
export const studioPeople: readonly NewStudioUser[] = [
  person(5, 'jane.doe', 'Jane', 'Doe'),
  person(6, 'john.smith', 'John', 'Smith'),
  { ...person(7, 'off.user', 'Off', 'User'), enabled: false },
  { ...person(8, 'ldap.user', 'Ldap', 'User'), externallyManaged: true },
];

const seededUsers: readonly NewStudioUser[] = [
  {
    id: 1,
    username: 'admin',
    password: 'admin',
    firstName: 'admin',
    lastName: 'admin',
    email: 'evaladmin@example.com',
    permissions: administration,
  },
  { id: 2, username: 'git_repo_user', password: '', firstName: 'Git Repo', lastName: 'User', email: 'evalgit@example.com' },
  ...studioPeople,
  { ...person(9, 'del.eted', 'Del', 'Eted'), isDeleted: true },
  { ...person(10, 'rekey.service', 'Rekey', 'Service'), permissions: service },
];

/** Creates the users, and access tokens for the service user and for the administrator. */
export function seedUsers(store: StudioStore): { serviceToken: string; administratorToken: string } {
  for (const user of seededUsers) {
    store.createUser(user, knownHash);
  }
  return {
    serviceToken: store.createAccessToken(10, 'rekey').token,
    administratorToken: store.createAccessToken(1, 'admin').token,
  };
}

function person(id: number, username: string, firstName: string, lastName: string): NewStudioUser {
  return { id, username, password: oldPasswordOf(username), firstName, lastName, email: `${username}@example.com` };
}
