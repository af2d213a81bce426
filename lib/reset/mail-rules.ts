import type { Realm } from './ports.ts';

/** How the realms' contracts differ in their mails. */
export const mailRules: {
  readonly [realm in Realm]: { identifiesBy: 'id' | 'address'; link: 'requested' | 'configured'; mailsClosedAccounts: boolean };
} = {
  'crafter-profile': { identifiesBy: 'id', link: 'requested', mailsClosedAccounts: true },
  'crafter-studio': { identifiesBy: 'id', link: 'configured', mailsClosedAccounts: false },
  'traffic-ops': { identifiesBy: 'address', link: 'configured', mailsClosedAccounts: false },
};
