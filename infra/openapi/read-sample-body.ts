import type { GoldenRequest } from '#test/golden/exchange.ts';
import { fillSample } from './sample-values.ts';

/**
 * Reads the body of a golden request. Returns undefined if it has none.
 *
 * @param takesForms whether the operation also reads forms. If it does, a body that cannot be read counts as none, as the contract says.
 */
export function readSampleBody(request: GoldenRequest, takesForms: boolean): unknown {
  const { body } = request;
  if (body === undefined || body.length === 0) {
    return undefined;
  }
  const text = fillSample(body.toString());
  if (!takesForms) {
    return JSON.parse(text);
  }
  return isForm(request) ? readForm(text) : parseOrNone(text);
}

export function isForm({ headers = {} }: GoldenRequest): boolean {
  const [, type = ''] = Object.entries(headers).find(([name]) => name.toLowerCase() === 'content-type') ?? [];
  return /^application\/x-www-form-urlencoded\s*(;|$)/i.test(type);
}

function parseOrNone(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A name that occurs more than once gets a list. */
function readForm(text: string): object {
  const pairs = new URLSearchParams(text);
  return Object.fromEntries(
    [...pairs.keys()].map((name) => {
      const values = pairs.getAll(name);
      return [name, values.length > 1 ? values : values[0]];
    }),
  );
}
