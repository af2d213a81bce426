import type { GoldenExample } from './golden-examples.ts';
import type { JsonSchema } from './json-schema.ts';
import { readSampleBody } from './read-sample-body.ts';

/** A request's body of one content type, with the bodies of golden requests as its examples. */
export function mediaType(schema: JsonSchema, examples: readonly GoldenExample[], takesForms: boolean): object {
  const shown = examples.flatMap(({ row, summary, exchange }) => {
    const value = readSampleBody(exchange.request, takesForms);
    return value === undefined ? [] : [[row, { summary, value }]];
  });
  return { schema, ...(shown.length > 0 && { examples: Object.fromEntries(shown) }) };
}
