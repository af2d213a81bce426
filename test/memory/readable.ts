import * as z from 'zod/mini';

/**
 * An item of a memory adapter, or undefined.
 *
 * @throws {z.core.$ZodError} for one that a test spoiled, as the adapters of DynamoDB do for an item that is not whole
 */
export function readable<Item>(item: Item | 'spoiled'): Item {
  return item === 'spoiled' ? z.parse(z.never(), item) : item;
}
