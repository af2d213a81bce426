import { unmarshall } from '@aws-sdk/util-dynamodb';
import { type ConditionalUpdate, updateIf } from './update-if.ts';

/**
 * Counts one in an attribute, which starts at 0, while the condition holds. When it holds no longer, what was being counted is over
 * or replaced, and nothing is left to try: the answer is then above every bound.
 *
 * @returns the new count
 */
export async function countWhile(write: Omit<ConditionalUpdate, 'update' | 'returns'>, attribute: string): Promise<number> {
  const written = await updateIf({
    ...write,
    update: `SET #${attribute} = if_not_exists(#${attribute}, :zero) + :one`,
    values: { ...write.values, zero: 0, one: 1 },
    returns: 'UPDATED_NEW',
  });
  return written ? Number(unmarshall(written)[attribute]) : Number.MAX_SAFE_INTEGER;
}
