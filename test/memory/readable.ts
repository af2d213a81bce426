import * as z from 'zod/mini';

/**
 * An item of a memory adapter, or undefined.
 *
 * @throws {z.core.$ZodError} for an item that a test made unreadable, as the adapters of DynamoDB do for an incomplete item
 */
export function readable<Item>(item: Item | 'unreadable'): Item {
  return item === 'unreadable' ? z.parse(z.never(), item) : item;
}
