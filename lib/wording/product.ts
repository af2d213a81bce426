import type { Realm } from '#lib/reset/ports.ts';
import { oneLine } from './plain-text.ts';

/** What a realm's product calls itself in mails, and the mail subject that its clients know (contracts, *Mail and link*): the same in all languages. */
export function product(realm: Realm, { instanceName }: { instanceName: string }): { name: string; resetSubject: string } {
  const instance = oneLine(instanceName);
  const products = {
    'crafter-profile': { name: 'Crafter Profile', resetSubject: 'Reset Password' },
    'crafter-studio': { name: 'Crafter Studio', resetSubject: 'Forgot Password' },
    'traffic-ops': { name: instance, resetSubject: `${instance} Password Reset Request` },
  };
  return products[realm];
}
