import type { Realm } from '#lib/reset/ports.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { oneLine } from './plain-text.ts';

/** The settings that name the products. */
export type ProductNames = Pick<Settings, 'profileName' | 'studioName' | 'trafficOpsName'>;

/** What mails and pages call the product of a realm. It is the same in every language. */
export function productName(realm: Realm, { profileName, studioName, trafficOpsName }: ProductNames): string {
  const names = { 'crafter-profile': profileName, 'crafter-studio': studioName, 'traffic-ops': trafficOpsName };
  return oneLine(names[realm]);
}
