import type { AccountReference, Stops } from '#lib/reset/ports.ts';
import { newCredentialStamp } from '#lib/reset/token.ts';
import { isUpstream } from '#lib/settings/is-upstream.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { readStamp } from '#lib/upstream/upstream-stamp.ts';
import { accountKey } from './account-item.ts';
import { ownerStop } from './audit-attributes.ts';
import { readItem } from './stored-item.ts';
import { updateIf } from './update-if.ts';

type Place = {
  table: string;
  reference: AccountReference;
  /** Whether the item is a shadow. A shadow may not exist yet, and its first write names its account. */
  isShadow: boolean;
};

/** It knows shadows as well as accounts, so that the functions of the pages carry no client of a product's own server. */
export function dynamoStops(settings: Settings): Stops {
  const placeOf = (reference: AccountReference): Place => {
    return { table: settings.accountsTable, reference, isShadow: isUpstream(reference.realm, settings) };
  };
  return {
    cancelLinks: async ({ realm, accountId: id, credentialStamp }, { hold, ...stop }) => {
      const place = placeOf({ realm, id });
      // The remembered stamp of the item. Null: the shadow had none.
      const stamp = place.isShadow ? readStamp(credentialStamp)?.shadowStamp : credentialStamp;
      if (stamp === undefined) {
        return false;
      }
      return replaceStampIf(place, {
        also: { ...(hold && { hold }), ownerStop: ownerStop('request-cancelled', stop) },
        condition: stamp === null ? 'attribute_not_exists(#credentialStamp)' : '#credentialStamp = :stamp',
        values: stamp === null ? {} : { stamp },
      });
    },
    close: async (reference, { changedAt, until, ...stop }) => {
      const place = placeOf(reference);
      const isNotClosed = '(attribute_not_exists(#closed) OR #closed.#since < :changedAt)';
      return replaceStampIf(place, {
        also: { closed: { since: stop.now, until }, ownerStop: ownerStop('account-closed', stop) },
        condition: place.isShadow ? isNotClosed : `attribute_exists(#account) AND ${isNotClosed}`,
        values: { changedAt },
      });
    },
  };
}

type Stop = {
  also: { readonly [attribute: string]: unknown };
  condition: string;
  values: { readonly [name: string]: unknown };
};

/** Stamps are random. So a stored stamp that this attempt made comes from a write whose answer was lost (F1). */
async function replaceStampIf({ table, reference, isShadow }: Place, { also, condition, values }: Stop): Promise<boolean> {
  const credentialStamp = newCredentialStamp();
  const { realm, id } = reference;
  const set = { ...(isShadow && { realm, id }), credentialStamp, ...also };
  const key = accountKey(reference);
  const written = await updateIf({
    table,
    key,
    update: `SET ${Object.keys(set).map((name) => `#${name} = :${name}`)}`,
    condition,
    values: { ...set, ...values },
  });
  return written !== undefined || (await readItem(table, key))?.credentialStamp?.S === credentialStamp;
}
