import type { Call } from '#infra/local/doubles/server/call-table.ts';
import { jsonReply, type Reply } from '#infra/local/doubles/server/reply.ts';
import type { Access } from './access.ts';
import type { Parameters } from './parameters.ts';
import { jsonType, noSuchProfile, ProfileError } from './profile-error.ts';
import type { AttributeValues, ProfileRow, ProfileStore } from './profile-store.ts';
import { profileView, project } from './profile-view.ts';

export type ProfileKnobs = {
  /** Whether queries may have conditions on the password. Every known release allows them. */
  isPasswordQueryable: boolean;
};

export type ProfileContext = {
  store: ProfileStore;
  knobs: ProfileKnobs;
  access: Access;
  parameters: Parameters;
  /** The parameters in the path. */
  path: Record<string, string>;
};

export type ProfileCall = Call<ProfileContext> & {
  /** Rekey answers this call itself and never sends it to the server. */
  isRekeysOwn?: boolean;
};

export const ok = (value: unknown): Reply => jsonReply(200, value, jsonType);

type Found = { row: ProfileRow /** Those that the caller may read. */; attributes: AttributeValues };

/**
 * Finds a profile by its id. Checks the form of the id, then that the profile exists, then the two rights on its tenant.
 *
 * @throws {ProfileError}
 */
export function getProfile({ store, access }: ProfileContext, id: string, attributesToReturn?: readonly string[]): Found {
  checkProfileId(id);
  const row = store.profiles.get(id.toLowerCase());
  if (row === undefined) {
    throw noSuchProfile(id);
  }
  access.requireAction('MANAGE_PROFILES', row.tenant);
  const tenant = access.readTenant(row.tenant);
  if (attributesToReturn?.some((name) => name.includes('"'))) {
    // The server puts the names into its query by joining strings.
    throw failedToGet(id);
  }
  const attributes = access.readableAttributes(tenant, project(row.attributes, attributesToReturn));
  return { row, attributes };
}

/** @throws {ProfileError} 500 if it is not in the form of an id */
export function checkProfileId(id: string): void {
  if (!/^[0-9a-f]{24}$/i.test(id)) {
    throw failedToGet(id);
  }
}

function failedToGet(id: string): ProfileError {
  return new ProfileError(500, 'OTHER', `Error occurred while trying to get profile "${id}"`);
}

export function profileReply({ row, attributes }: Found): Reply {
  return ok(profileView(row, attributes));
}
