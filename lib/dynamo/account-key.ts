import type { AccountReference } from '#lib/reset/ports.ts';
import type { ItemKey } from './read-item.ts';

/** No realm holds a `#`, so the keys of different accounts differ whatever their ids are. */
export function accountKey({ realm, id }: AccountReference): ItemKey {
  return { account: `${realm}#${id}` };
}
