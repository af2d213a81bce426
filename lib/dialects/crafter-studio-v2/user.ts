import type { Account, Json } from '#lib/reset/ports.ts';
import { isUpstream } from '#lib/settings/is-upstream.ts';
import type { Settings } from '#lib/settings/settings.ts';

/** The seven keys of a user. Only Studio's own server gives users a number; otherwise `id` is null. */
export function userOf(
  { id, username, externallyManaged, email, enabled, details }: Account,
  settings: Pick<Settings, 'crafterProfileUrl' | 'crafterStudioUrl' | 'trafficOpsUrl'>,
): object {
  return {
    id: isUpstream('crafter-studio', settings) ? Number(id) : null,
    username,
    firstName: textOf(details.firstName),
    lastName: textOf(details.lastName),
    externallyManaged,
    email: email ?? '',
    enabled,
  };
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}
