import { randomUUID } from 'node:crypto';
import { crafterHash } from '#infra/local/doubles/crafter-hash.ts';
import type { Reply } from '#infra/local/doubles/server/reply.ts';
import { getProfile, ok, type ProfileCall, type ProfileContext, profileReply } from './profile-call.ts';
import { noSuchVerificationToken, ProfileError } from './profile-error.ts';
import { checkMailAddress, parseAttributes } from './profile-fields.ts';
import type { ProfileRow, VerificationToken } from './profile-store.ts';
import { filterByKey } from './profile-view.ts';

export const writeCalls: readonly ProfileCall[] = [
  { method: 'POST', path: '/api/1/profile/change_password', answer: changePassword },
  { method: 'POST', path: '/api/1/profile/{id}/update', answer: update },
  { method: 'POST', path: '/api/1/profile/{id}/reset_password', answer: resetPassword, isRekeysOwn: true },
  { method: 'POST', path: '/api/1/profile/{id}/verification_token/create', answer: createVerificationToken },
  { method: 'GET', path: '/api/1/profile/verification_token/{id}', answer: readVerificationToken },
];

function update(context: ProfileContext): Reply {
  const { parameters, path, store, access } = context;
  const text = (name: string) => parameters.text(name) || undefined;
  const roles = parameters.list('role');
  const enabled = parameters.boolean('enabled');
  const attributes = parseAttributes(text('attributes') ?? 'null');
  const [username, email, password] = [text('username'), text('email'), text('password')];
  if (email !== undefined) {
    checkMailAddress(email);
  }
  const change = (row: ProfileRow): Partial<ProfileRow> => ({
    ...(username !== undefined && { username }),
    ...(password !== undefined && { password: crafterHash(password) }),
    ...(email !== undefined && { email }),
    ...(enabled !== undefined && { enabled }),
    ...(roles !== undefined && { roles }),
    attributes: { ...row.attributes, ...attributes },
  });
  const check = (row: ProfileRow) => {
    access.requireWritableAttributes(access.readTenant(row.tenant), attributes);
    if (username !== undefined && ![undefined, row].includes(store.findByUsername(row.tenant, username))) {
      throw new ProfileError(500, 'OTHER', `Error occurred while trying to update profile "${row.id}"`);
    }
  };
  return write(context, path.id ?? '', change, check);
}

/**
 * Sets a password with the server's own token. A token works once, for any purpose, and survives a failure. An empty password spends it and is not
 * set.
 */
function changePassword(context: ProfileContext): Reply {
  const { parameters, store } = context;
  const tokenId = parameters.required('resetTokenId');
  const password = parameters.required('newPassword');
  const token = findVerificationToken(context, tokenId);
  const reply = write(context, token.profileId, () => (password === '' ? {} : { password: crafterHash(password) }));
  store.verificationTokens.delete(tokenId);
  return reply;
}

/** @param check throws if the change is not allowed */
function write(
  context: ProfileContext,
  id: string,
  change: (row: ProfileRow) => Partial<ProfileRow>,
  check: (row: ProfileRow) => void = () => undefined,
): Reply {
  const { store, access, parameters } = context;
  const { row } = getProfile(context, id);
  check(row);
  store.update(row.id, change(row));
  const attributes = access.readableAttributes(access.readTenant(row.tenant), row.attributes);
  return profileReply({ row, attributes: filterByKey(attributes, parameters.list('attributeToReturn')) });
}

function resetPassword(context: ProfileContext): Reply {
  const { parameters, path } = context;
  parameters.required('resetPasswordUrl');
  const found = getProfile(context, path.id ?? '', parameters.list('attributeToReturn'));
  storeVerificationToken(context, found.row);
  return profileReply(found);
}

function createVerificationToken(context: ProfileContext): Reply {
  const { row } = getProfile(context, context.path.id ?? '');
  return ok(storeVerificationToken(context, row));
}

function readVerificationToken(context: ProfileContext): Reply {
  return ok(findVerificationToken(context, context.path.id ?? ''));
}

function storeVerificationToken({ store }: ProfileContext, { id, tenant }: ProfileRow): object {
  const token = { tenant, profileId: id, timestamp: store.now(), id: randomUUID() };
  store.verificationTokens.set(token.id, token);
  return token;
}

function findVerificationToken({ store, access }: ProfileContext, id: string): VerificationToken {
  const token = store.verificationTokens.get(id);
  if (token === undefined) {
    throw noSuchVerificationToken(id);
  }
  access.requireAction('MANAGE_PROFILES', token.tenant);
  return token;
}
