import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { allExchanges } from '#test/golden/all-exchanges.ts';
import type { Exchange } from '#test/golden/exchange.ts';
import { answerContradictions } from './answer-contradictions.ts';
import { documentChecks, type Operation } from './document-checks.ts';
import { requestContradictions, undocumentedParameters } from './request-contradictions.ts';

const checks = documentChecks(readFileSync('openapi.json', 'utf8'));

function operationOf(route: string): Operation {
  const operation = checks.operations.get(route);
  if (operation === undefined) {
    throw new Error(`openapi.json has no operation ${route}`);
  }
  return operation;
}

/** Rekey accepts these requests although part of them has no meaning. The document should not tell clients to send them. */
const tolerated =
  /^P-reset with (parameters twice in a form|attributeToReturn .* in JSON counts what|an array for the URL in JSON)/;

/** These requests show that Rekey ignores unknown parameters. */
const ignoring =
  /^((S1|VF1) \S+ ignores (keys and |credentials, cookies and )?parameters that it does not know|T1 parameters of the query change nothing)/;

function contradictions(exchange: Exchange): string[] {
  const operation = operationOf(exchange.route);
  const { title, response } = exchange;
  const isGood = response.status < 300;
  return [
    ...answerContradictions(checks, operation, exchange),
    ...(isGood && !tolerated.test(title) ? requestContradictions(checks, operation, exchange) : []),
    ...(isGood && !ignoring.test(title) ? undocumentedParameters(checks, operation, exchange) : []),
  ].map((fault) => `${title}: ${fault}`);
}

for (const [route, exchanges] of Map.groupBy(allExchanges, (exchange) => exchange.route)) {
  test(`every golden exchange of ${route} agrees with openapi.json`, () => {
    expect(exchanges.flatMap(contradictions)).toEqual([]);
  });
}

describe('an exchange contradicts openapi.json', () => {
  const differing = (title: string, change: (exchange: Exchange) => Partial<Exchange>) => {
    const documented = allExchanges.find((exchange) => exchange.title === title);
    if (documented === undefined) {
      throw new Error('the exchange was renamed');
    }
    return contradictions({ ...documented, ...change(documented) });
  };

  test.each<[string, (exchange: Exchange) => Partial<Exchange>, string]>([
    ['another status', ({ response }) => ({ response: { ...response, status: 418 } }), 'status 418'],
    [
      'an additional key',
      ({ response }) => ({ response: { ...response, body: response.body.replace('{', '{"passwordHash":"x",') } }),
      'must NOT have additional properties',
    ],
    [
      'a missing key',
      ({ response }) => ({ response: { ...response, body: response.body.replace('"verified":false,', '') } }),
      "must have required property 'verified'",
    ],
    [
      'a missing header',
      ({ response }) => ({ response: { ...response, headers: { 'Content-Type': 'application/json' } } }),
      'the header Location is documented as required',
    ],
    [
      'an additional header',
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
    [
      'a field of a form twice',
      ({ request }) => ({ request: { ...request, body: `${request.body}&accessTokenId=unknown` } }),
      'request/accessTokenId must be string',
    ],
    [
      'a parameter that is not documented',
      ({ request }) => ({ request: { ...request, path: `${request.path}?accessToken=x` } }),
      'the parameter accessToken is not documented',
    ],
  ])('with %s', (_what, change, fault) => {
    expect(differing('P-reset of the document’s example', change)).toEqual(
      expect.arrayContaining([expect.stringContaining(fault)]),
    );
  });

  test.each([
    ['3.1', '{"localPasswd":"a new pass phrase"}', " must have required property 'user'"],
    ['3.1', '{"user":{"role":"operations"}}', '/user/role must be integer'],
    ['5.0', '{"role":3}', '/role must be string,null'],
  ])('when version %s updates the user with %s', (version, body, fault) => {
    const title = `T14 a new password and every descriptive field in version ${version}`;
    const found = differing(title, ({ request }) => ({ request: { ...request, body } }));
    expect(found).toContain(`${title}: request${fault}`);
  });
});
