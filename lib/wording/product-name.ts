import type { Realm } from '#lib/reset/ports.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { oneLine } from './one-line.ts';

/** What mails and pages call the product of a realm. It is the same in every language. */
export function productName(realm: Realm, settings: Pick<Settings, 'instanceName'>): string {
  const names = {
    'crafter-profile': 'Crafter Profile',
    'crafter-studio': 'Crafter Studio',
    'traffic-ops': oneLine(settings.instanceName),
  };
  return names[realm];
}
