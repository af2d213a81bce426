import { createHash } from 'node:crypto';
import { fill, type GoldenRequest, type GoldenResponse, patternOf, type Values } from './exchange.ts';

/** The headers of every answer (F5), unless the exchange says otherwise. */
export const commonHeaders = {
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/** The request with its values in place. */
export function fillRequest(request: GoldenRequest, values: Values): GoldenRequest {
  const { path, headers = {}, body } = request;
  const filledHeaders = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, fill(value, values)]));
  return {
    ...request,
    path: fill(path, values),
    headers: filledHeaders,
    ...(body !== undefined && { body: typeof body === 'string' ? fill(body, values) : body }),
  };
}

/**
 * The differences between an answer and the expected one, in one line each. Empty if there are none.
 *
 * @param extraHeaders whether a header that is not expected is a fault; a proxy in front of an API may add its own headers
 */
export function faultsOf(
  expected: GoldenResponse,
  actual: GoldenResponse,
  values: Values,
  extraHeaders: 'refused' | 'allowed' = 'refused',
): string[] {
  const all: Values = { ...values, sha512: createHash('sha512').update(actual.body).digest('base64') };
  const expectedHeaders = new Map(Object.entries({ ...commonHeaders, ...lowerCased(expected.headers) }));
  const actualHeaders = new Map(Object.entries(lowerCased(actual.headers)));
  const differs = (template: string, text: string | undefined) => text === undefined || !patternOf(template, all).test(text);
  const fault = (what: string, template: string, text: string | undefined) =>
    `${what}: expected ${JSON.stringify(fill(template, all))}, got ${JSON.stringify(text) ?? 'none'}`;
  return [
    ...(expected.status === actual.status ? [] : [`status: expected ${expected.status}, got ${actual.status}`]),
    ...(differs(expected.body, actual.body) ? [fault('body', expected.body, actual.body)] : []),
    ...[...expectedHeaders]
      .filter(([name, template]) => differs(template, actualHeaders.get(name)))
      .map(([name, template]) => fault(name, template, actualHeaders.get(name))),
    ...[...actualHeaders]
      .filter(([name]) => extraHeaders === 'refused' && !expectedHeaders.has(name))
      .map(([name, text]) => `${name}: expected none, got ${JSON.stringify(text)}`),
  ];
}

function lowerCased(headers: Values): Values {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
