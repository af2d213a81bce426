import { weightedItems } from '#lib/wording/weighted-items.ts';

/**
 * The encoding in which a client wants an answer (RFC 9110, 12.5.3). Undefined if it wants the answer as it is, and also if it refuses everything
 * else: such a client may get it as it is too.
 *
 * @param acceptEncoding the request's `Accept-Encoding`; empty if there is none
 * @param offered the best one first
 */
export function acceptedEncoding<const Encoding extends string>(
  acceptEncoding: string,
  offered: readonly Encoding[],
): Encoding | undefined {
  const weights = new Map(weightedItems(acceptEncoding).map(({ item, weight }) => [item.toLowerCase(), weight]));
  const weightOf = (encoding: string) => weights.get(encoding) ?? weights.get('*') ?? 0;
  const asItIs = weights.get('identity') ?? 0;
  return offered
    .filter((encoding) => weightOf(encoding) > 0 && weightOf(encoding) >= asItIs)
    .toSorted((a, b) => weightOf(b) - weightOf(a))[0];
}
