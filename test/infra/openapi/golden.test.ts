import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { allExchanges } from '../../golden/all-exchanges.ts';
import type { Exchange } from '../../golden/exchange.ts';
import { answerContradictions, requestContradictions } from './contradictions.ts';
import { documentChecks, type Operation } from './document-checks.ts';

const checks = documentChecks(readFileSync('openapi.json', 'utf8'));

function operationOf(route: string): Operation {
  const operation = checks.operations.get(route);
  if (operation === undefined) throw new Error(`openapi.json has no operation ${route}`);
  return operation;
}

/** Requests that are served although they hold what means nothing: no client should be told to send them. */
const tolerated =
  /^P-reset with (parameters twice in a form|attributeToReturn .* in JSON counts what|an array for the URL in JSON)/;

function contradictions(exchange: Exchange): string[] {
  const operation = operationOf(exchange.route);
  const isGoodRequest = exchange.response.status < 300 && !tolerated.test(exchange.title);
  return [
    ...answerContradictions(checks, operation, exchange),
    ...(isGoodRequest ? requestContradictions(checks, operation, exchange) : []),
  ].map((fault) => `${exchange.title}: ${fault}`);
}

for (const [route, exchanges] of Map.groupBy(allExchanges, (exchange) => exchange.route)) {
  test(`every golden exchange of ${route} is as openapi.json says`, () => {
    expect(exchanges.flatMap(contradictions)).toEqual([]);
  });
}

describe('an exchange contradicts openapi.json', () => {
  const documented = allExchanges.find(({ title }) => title === 'P-reset of the document’s example');
  const differing = (change: (exchange: Exchange) => Partial<Exchange>) => {
    if (documented === undefined) throw new Error('the exchange was renamed');
    return contradictions({ ...documented, ...change(documented) });
  };

  test.each<[string, (exchange: Exchange) => Partial<Exchange>, string]>([
    ['another status', ({ response }) => ({ response: { ...response, status: 418 } }), 'status 418'],
    [
      'a key more',
      ({ response }) => ({ response: { ...response, body: response.body.replace('{', '{"passwordHash":"x",') } }),
      'must NOT have additional properties',
    ],
    [
      'a key less',
      ({ response }) => ({ response: { ...response, body: response.body.replace('"verified":false,', '') } }),
      "must have required property 'verified'",
    ],
    [
      'a header less',
      ({ response }) => ({ response: { ...response, headers: { 'Content-Type': 'application/json' } } }),
      'the header Location is documented as required',
    ],
    [
      'a header more',
      ({ response }) => ({ response: { ...response, headers: { ...response.headers, Server: 'x' } } }),
      'the header server is not documented',
    ],
    [
      'another content type',
      ({ response }) => ({ response: { ...response, headers: { ...response.headers, 'Content-Type': 'text/html' } } }),
      'text/html is not documented',
    ],
    [
      'a parameter of another type',
      ({ request }) => ({
        request: { ...request, headers: { 'Content-Type': 'application/json' }, body: '{"accessTokenId":1}' },
      }),
      'must be string',
    ],
  ])('with %s', (_what, change, fault) => {
    expect(differing(change)).toEqual(expect.arrayContaining([expect.stringContaining(fault)]));
  });
});
