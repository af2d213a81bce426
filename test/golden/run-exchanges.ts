import { expect, test } from '@jest/globals';
import { faultsOf, fillRequest } from './compare-answers.ts';
import type { Exchange, GoldenRequest, GoldenResponse } from './exchange.ts';
import type { World } from './world.ts';

/** Answers one request. `address` is the client's. Each exchange has its own, so that exchanges do not share a limit. */
export type Send = (exchange: Exchange, request: GoldenRequest, address: number) => Promise<GoldenResponse>;

let lastAddress = 0;

/** Makes a test of each exchange. */
export function runExchanges(exchanges: readonly Exchange[], world: () => World, send: Send): void {
  for (const exchange of exchanges) {
    test(exchange.title, async () => {
      const address = ++lastAddress;
      const values = { base: world().baseUrl, ...(await exchange.given?.(world())) };
      const response = await send(exchange, fillRequest(exchange.request, values), address);
      expect(faultsOf(exchange.response, response, values)).toEqual([]);
    });
  }
}
