import type { Realm } from '#lib/reset/ports.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { oneLine } from './one-line.ts';

/** How the product of a realm calls itself in mails, and the subject that its clients know (contracts, *Mail and link*; the same in all languages). */
export function product(realm: Realm, settings: Pick<Settings, 'instanceName'>): { name: string; resetSubject: string } {
  const instance = oneLine(settings.instanceName);
  const products = {
    'crafter-profile': { name: 'Crafter Profile', resetSubject: 'Reset Password' },
    'crafter-studio': { name: 'Crafter Studio', resetSubject: 'Forgot Password' },
    'traffic-ops': { name: instance, resetSubject: `${instance} Password Reset Request` },
  };
  return products[realm];
}
