import type { Realm } from '#lib/reset/ports.ts';
import { type Settings, SettingsError } from '#lib/settings/settings.ts';

type LinkSettings = Pick<Settings, 'publicUrl' | 'studioLink' | 'trafficOpsLink'>;

/**
 * The link that a realm's mails carry, with the placeholder `{token}`: the configured one, or our own reset page.
 *
 * @throws {SettingsError} when neither is known: a function that no HTTP request drives cannot learn its public URL
 */
export function linkTemplate(realm: Realm, settings: LinkSettings): string {
  const configured = { 'crafter-profile': null, 'crafter-studio': settings.studioLink, 'traffic-ops': settings.trafficOpsLink };
  const link = configured[realm];
  if (link !== null) {
    return link;
  }
  if (settings.publicUrl === null) {
    throw new SettingsError('REKEY_PUBLIC_URL is not set');
  }
  return `${settings.publicUrl}/reset-password#realm=${realm}&token={token}`;
}
