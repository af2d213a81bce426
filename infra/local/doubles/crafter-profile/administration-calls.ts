import type { Reply } from '#infra/local/doubles/server/reply.ts';
import { checkProfileId, type ProfileCall, type ProfileContext, profileReply } from './profile-call.ts';
import { ProfileError } from './profile-error.ts';
import { checkMailAddress, parseAttributes } from './profile-fields.ts';

export const administrationCalls: readonly ProfileCall[] = [
  { method: 'POST', path: '/api/1/profile/create', answer: createProfile },
  { method: 'POST', path: '/api/1/profile/{id}/delete', answer: deleteProfile },
];

/** An empty username and a role that the tenant does not have are accepted. */
function createProfile({ store, access, parameters }: ProfileContext): Reply {
  const tenant = parameters.required('tenantName');
  const username = parameters.required('username');
  const email = parameters.required('email');
  const enabled = parameters.requiredBoolean('enabled');
  access.requireAction('MANAGE_PROFILES', tenant);
  checkMailAddress(email);
  const attributes = parseAttributes(parameters.text('attributes') || 'null');
  access.requireWritableAttributes(access.readTenant(tenant), attributes);
  if (store.findByUsername(tenant, username)) {
    throw new ProfileError(409, 'PROFILE_EXISTS', `A profile with name "${username}" already exists`);
  }
  const row = store.createProfile({
    tenant,
    username,
    email,
    password: parameters.text('password') || null,
    enabled,
    roles: parameters.list('role') ?? [],
    attributes,
  });
  return profileReply({ row, attributes });
}

/** Answers with an empty body, also for a profile that is gone. */
function deleteProfile({ store, access, path: { id = '' } }: ProfileContext): Reply {
  checkProfileId(id);
  const row = store.profiles.get(id.toLowerCase());
  if (row) {
    access.requireAction('MANAGE_PROFILES', row.tenant);
    store.profiles.delete(row.id);
  }
  return { status: 200, headers: {}, body: '' };
}
