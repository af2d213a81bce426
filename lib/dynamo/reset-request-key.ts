import type { ResetRequestKey } from '#lib/reset/ports.ts';
import type { ItemKey } from './read-item.ts';

/** Neither a realm nor an asker holds a `#`, so different keys stay different whatever the identifier is. */
export function resetRequestKey({ realm, asker, identifier }: ResetRequestKey): ItemKey {
  return { request: `${realm}#${asker}#${identifier}` };
}
