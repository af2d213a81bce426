import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod/mini';
import { knownDevice } from '#lib/reset/device.ts';
import { askers, type ResetRequestKey, realms, type StoredResetRequest } from '#lib/reset/ports.ts';
import { canonicalId } from '#lib/reset/typed-name.ts';
import { madeOnce } from '#lib/runtime/made-once.ts';
import type { ItemKey, StoredItem } from './stored-item.ts';

/** Neither a realm nor an asker contains a `#`, so different requests never share a key, whatever the identifier is. */
export function resetRequestKey({ realm, asker, identifier }: ResetRequestKey): ItemKey {
  return { request: `${realm}#${asker}#${canonicalId({ realm, id: identifier })}` };
}

/**
 * The key of the list of accounts that a request was mailed to. The list is an item of its own beside the request. It is never `pending`, so a
 * write to it does not wake the mailer. Its key begins with `served`, which is not a realm, so no identifier makes a request's key equal to it.
 */
export function servedKey(key: ResetRequestKey, sequence: number): ItemKey {
  return { request: `served#${sequence}#${resetRequestKey(key).request}` };
}

/** @throws {z.core.$ZodError} when the item is not a reset request */
export function resetRequestFromItem(item: StoredItem): StoredResetRequest {
  const stored = unmarshall(item);
  // The schema does not check the device, because a fallback in a schema adds 9 KB to every function.
  return { ...z.parse(storedResetRequest(), stored), device: knownDevice(stored.device) };
}

const storedResetRequest = madeOnce(() =>
  z.object({
    realm: z.enum(realms),
    asker: z.enum(askers),
    identifier: z.string(),
    // Absent from requests of versions that did not store it.
    typed: z._default(z.string(), ''),
    requestId: z.string(),
    requestedAt: z.number(),
    link: z.nullable(z.string()),
    application: z.nullable(z.string()),
    languages: z.string(),
    // Absent from requests of versions that did not store it.
    timeZone: z._default(z.nullable(z.string()), null),
    sequence: z.number(),
    mailedFor: z._default(z.number(), 0),
  }),
);

/** What a request stores of itself. The permission to store it names the same attributes (A4). */
export const requestFields = [
  'realm',
  'asker',
  'identifier',
  'typed',
  'requestId',
  'requestedAt',
  'link',
  'application',
  'languages',
  'timeZone',
  'device',
  'address',
  'actor',
] as const;
