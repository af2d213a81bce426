import * as z from 'zod/mini';
import { askers, realms } from '#lib/reset/ports.ts';
import type { ResetLinkJob } from '#lib/reset/send-reset-link.ts';
import { numberAttribute, textAttribute } from './attribute-schemas.ts';
import type { Order } from './settle-record.ts';

/**
 * The mail that the new image of a stored request orders; undefined if it orders none.
 *
 * @throws {z.core.$ZodError} when the image is not that of a stored request
 */
export function parseResetRequestRecord(image: object): Order<ResetLinkJob> | undefined {
  if (!('pending' in image)) {
    return undefined;
  }
  const { sequence, requestId, typed, ...key } = z.parse(pendingRequest, image);
  return { task: { key, typed, sequence }, requestId };
}

const pendingRequest = z.object({
  realm: textAttribute(z.enum(realms)),
  asker: textAttribute(z.enum(askers)),
  identifier: textAttribute(z.string()),
  // Absent from requests of versions that did not store it.
  typed: z._default(textAttribute(z.string()), ''),
  sequence: numberAttribute,
  requestId: textAttribute(z.string()),
});
