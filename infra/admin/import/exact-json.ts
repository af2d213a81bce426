import { exactNumber } from '#lib/dynamo/exact-number.ts';
import type { Json } from '#lib/reset/ports.ts';

/**
 * Parses JSON, and keeps all digits of its numbers (`exactNumber`).
 *
 * @throws {SyntaxError}
 */
export function parseExactJson(text: string): Json {
  return JSON.parse(text, (_, value: Json, context?: { source?: string }) =>
    typeof value === 'number' && context?.source !== undefined ? exactNumber(context.source) : value,
  );
}
