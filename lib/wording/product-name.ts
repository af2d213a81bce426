import type { Realm } from '#lib/reset/ports.ts';
import { oneLine } from './plain-text.ts';

/** What mails and pages call the product of a realm. It is the same in every language. */
export function productName(realm: Realm, { instanceName }: { instanceName: string }): string {
  const names = {
    'crafter-profile': 'Crafter Profile',
    'crafter-studio': 'Crafter Studio',
    'traffic-ops': oneLine(instanceName),
  };
  return names[realm];
}
