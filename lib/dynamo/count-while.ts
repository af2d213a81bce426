import { unmarshall } from '@aws-sdk/util-dynamodb';
import { type ConditionalUpdate, updateIf } from './update-if.ts';

/**
 * Counts one in an attribute, which starts at 0, while the condition holds.
 *
 * @returns the new count; undefined when the condition holds no longer, so that what was being counted is over or replaced
 */
export async function countWhile(
  write: Omit<ConditionalUpdate, 'update' | 'returns'>,
  attribute: string,
): Promise<number | undefined> {
  const written = await updateIf({
    ...write,
    update: `SET #${attribute} = if_not_exists(#${attribute}, :zero) + :one`,
    values: { ...write.values, zero: 0, one: 1 },
    returns: 'UPDATED_NEW',
  });
  return written ? Number(unmarshall(written)[attribute]) : undefined;
}
