import { createHash } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { type Exchange, fill, type GoldenRequest, type GoldenResponse, patternOf, type Values } from './exchange.ts';
import type { World } from './world.ts';

/** Answers one request. `address` is the client's; each exchange has its own, so that none is in another's limit. */
export type Send = (exchange: Exchange, request: GoldenRequest, address: number) => Promise<GoldenResponse>;

/** On every answer (F5), unless the exchange says otherwise. */
const commonHeaders = { 'cache-control': 'no-store', 'referrer-policy': 'no-referrer', 'x-content-type-options': 'nosniff' };

let lastAddress = 0;

/** Makes a test of each exchange. */
export function runExchanges(exchanges: readonly Exchange[], world: () => World, send: Send): void {
  for (const exchange of exchanges) {
    test(exchange.title, async () => {
      const address = ++lastAddress;
      const values = { base: world().baseUrl, ...(await exchange.given?.(world())) };
      const response = await send(exchange, filled(exchange.request, values), address);
      expectExactly(exchange.response, response, values);
    });
  }
}

function filled(request: GoldenRequest, values: Values): GoldenRequest {
  const { path, headers = {}, body } = request;
  const filledHeaders = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, fill(value, values)]));
  return {
    ...request,
    path: fill(path, values),
    headers: filledHeaders,
    ...(body !== undefined && { body: typeof body === 'string' ? fill(body, values) : body }),
  };
}

function expectExactly(expected: GoldenResponse, actual: GoldenResponse, values: Values): void {
  const all: Values = { ...values, sha512: createHash('sha512').update(actual.body).digest('base64') };
  expect({ status: actual.status, body: actual.body }).toEqual({
    status: expected.status,
    body: expect.stringMatching(patternOf(expected.body, all)),
  });
  const expectedHeaders = Object.entries({ ...commonHeaders, ...lowerCased(expected.headers) });
  expect(lowerCased(actual.headers)).toEqual(
    Object.fromEntries(expectedHeaders.map(([name, value]) => [name, expect.stringMatching(patternOf(value, all))])),
  );
}

function lowerCased(headers: Values): Values {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
