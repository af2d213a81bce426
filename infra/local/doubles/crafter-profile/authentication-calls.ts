import { randomUUID } from 'node:crypto';
import { htmlReply, type Reply } from '#infra/local/doubles/server/reply.ts';
import { ok, type ProfileCall, type ProfileContext } from './profile-call.ts';
import { ProfileError } from './profile-error.ts';

/** The failure that locks a profile. */
const lockingFailure = 10;

export const authenticationCalls: readonly ProfileCall[] = [
  { method: 'POST', path: '/api/1/authentication/authenticate', answer: authenticate },
];

/** A good and a bad login both move `lastModified`. (The server also delays the answer after a few failures; the double does not.) */
function authenticate({ store, access, parameters }: ProfileContext): Reply {
  const tenantName = parameters.required('tenantName');
  const username = parameters.required('username');
  const password = parameters.required('password');
  access.requireAction('MANAGE_TICKETS', tenantName);
  access.requireAction('MANAGE_PROFILES', tenantName);
  const row = store.findByUsername(tenantName, username);
  if (row === undefined) {
    throw badCredentials();
  }
  access.readTenant(tenantName);
  if (!row.enabled) {
    throw new ProfileError(403, 'DISABLED_PROFILE', `Profile "${row.id}" of tenant "${tenantName}" is disabled`);
  }
  if (store.isLocked(row)) {
    // The server does not fill its placeholder.
    throw new ProfileError(500, 'OTHER', 'Current account is locked for {0} due to many failed attempts.');
  }
  if (row.password === null) {
    // The server fails on a profile without a password.
    return htmlReply(500, 'Internal Server Error');
  }
  if (!store.hasPassword(row.id, password)) {
    const failedLoginAttempts = row.failedLoginAttempts + 1;
    const lock = failedLoginAttempts >= lockingFailure ? { lastFailedLogin: store.now() } : {};
    store.update(row.id, { failedLoginAttempts, ...lock });
    throw badCredentials();
  }
  store.update(row.id, { failedLoginAttempts: 0 });
  return ok({ tenant: tenantName, profileId: row.id, lastRequestTime: store.now(), id: randomUUID() });
}

function badCredentials(): ProfileError {
  return new ProfileError(401, 'BAD_CREDENTIALS', 'Invalid username and/or password');
}
