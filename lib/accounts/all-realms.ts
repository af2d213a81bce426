import type { Accounts, Realm } from '#lib/reset/ports.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { profileAccounts } from './crafter-profile.ts';
import { studioAccounts } from './crafter-studio.ts';
import { trafficOpsAccounts } from './traffic-ops.ts';

/** The accounts of every realm, each where the settings say. */
export function accountsOfAllRealms(settings: Settings): Accounts {
  return accountsByRealm({
    'crafter-profile': profileAccounts(settings),
    'crafter-studio': studioAccounts(settings),
    'traffic-ops': trafficOpsAccounts(settings),
  });
}

/** One port in front of one for each realm. */
export function accountsByRealm(of: { readonly [realm in Realm]: Accounts }): Accounts {
  return {
    find: (reference) => of[reference.realm].find(reference),
    findUnchanged: (stamped, now) => of[stamped.realm].findUnchanged(stamped, now),
    findRedeemable: (stamped, check) => of[stamped.realm].findRedeemable(stamped, check),
    takeStamp: (account) => of[account.realm].takeStamp(account),
    findByAddress: (realm, address, typed) => of[realm].findByAddress(realm, address, typed),
    hasAddress: (realm, address, typed) => of[realm].hasAddress(realm, address, typed),
    setPassword: (reference, change) => of[reference.realm].setPassword(reference, change),
    endNotice: (reference, noticeDue, ending) => of[reference.realm].endNotice(reference, noticeDue, ending),
    countNoticeFailure: (reference, noticeDue) => of[reference.realm].countNoticeFailure(reference, noticeDue),
    markUndeliverable: (realm, address, mark) => of[realm].markUndeliverable(realm, address, mark),
  };
}
