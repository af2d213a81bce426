import type { Realm } from '#lib/reset/ports.ts';
import { seededProfiles } from './crafter-profile/seed-profiles.ts';
import { studioPeople } from './crafter-studio/seed-users.ts';
import { seededLogins } from './traffic-ops/seed-traffic-ops.ts';

/** Someone in a stand-in, with the password that they have at the start. */
export type SeededPerson = {
  username: string;
  email: string;
  password: string;
  /** Why no password logs them in; null if one does. */
  state: 'disabled' | 'externally managed' | null;
};

export const seededPeople: { readonly [realm in Realm]: readonly SeededPerson[] } = {
  'crafter-profile': seededProfiles.flatMap(({ username, email, password, enabled = true }) =>
    password === null ? [] : [{ ...named(username, email), password, state: enabled ? null : 'disabled' }],
  ),
  'crafter-studio': studioPeople.map(({ username, email, password, enabled = true, externallyManaged }) => ({
    ...named(username, email),
    password,
    state: externallyManaged ? 'externally managed' : enabled ? null : 'disabled',
  })),
  'traffic-ops': seededLogins.map(({ username, email, password, role }) => ({
    ...named(username, email),
    password,
    state: role === 'disallowed' ? 'disabled' : null,
  })),
};

function named(username: string, email = `${username}@example.com`) {
  return { username, email };
}
