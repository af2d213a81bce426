import { afterAll, beforeAll } from '@jest/globals';
import { type Stack, startStack } from '#infra/local/start-stack.ts';
import { allExchanges } from '#test/golden/all-exchanges.ts';
import { eachRow } from '#test/golden/each-row.ts';
import { runExchanges } from '#test/golden/run-exchanges.ts';
import { sendHttp } from '#test/golden/send-http.ts';
import { wireWorld } from '#test/golden/wire-world.ts';
import type { World } from '#test/golden/world.ts';

let stack: Stack;
let world: World;
beforeAll(async () => {
  stack = await startStack({ port: 0, dynamoPort: 0, inboxPort: 0, quiet: true });
  world = wireWorld(stack);
});
afterAll(() => stack.stop());

// This runs the first exchange of each row over HTTP and DynamoDB's protocol. The other files of this folder run all exchanges in memory.
runExchanges(
  eachRow(1, allExchanges),
  () => world,
  (_exchange, request, address) => sendHttp(world.baseUrl, request, address),
);
