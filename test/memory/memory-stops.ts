import type { AccountReference, Stops } from '#lib/reset/ports.ts';
import { newCredentialStamp } from '#lib/reset/token.ts';
import { isUpstream, type UrlSetting } from '#lib/settings/is-upstream.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { readStamp } from '#lib/upstream/upstream-stamp.ts';
import type { MemoryAccounts } from './memory-accounts.ts';
import type { MemoryShadows } from './memory-shadows.ts';

type Kept = { accounts: MemoryAccounts; shadows: MemoryShadows };

/** Works on the accounts or the shadows of the other ports, as the settings say. */
export function memoryStops({ accounts, shadows }: Kept, settings: Pick<Settings, UrlSetting>): Stops {
  const placeOf = ({ realm }: Pick<AccountReference, 'realm'>) => (isUpstream(realm, settings) ? shadows : accounts);
  return {
    cancelLinks: async ({ realm, accountId: id, credentialStamp }, { hold }) => {
      const place = placeOf({ realm });
      const stamp = place === shadows ? readStamp(credentialStamp)?.shadowStamp : credentialStamp;
      const kept = await place.find({ realm, id });
      if (stamp === undefined || kept?.credentialStamp !== stamp) {
        return false;
      }
      place.edit({ realm, id }, { credentialStamp: newCredentialStamp(), ...(hold && { hold }) });
      return true;
    },
    close: async (reference, { changedAt, until, now: since }) => {
      const place = placeOf(reference);
      const kept = await place.find(reference);
      if (kept === undefined || (kept.closed?.since ?? 0) >= changedAt) {
        return false;
      }
      place.edit(reference, { credentialStamp: newCredentialStamp(), closed: { since, until } });
      return true;
    },
  };
}
