import { afterAll, beforeAll } from '@jest/globals';
import { type Stack, startStack } from '#infra/local/start-stack.ts';
import { wireWorld } from '#test/golden/wire-world.ts';
import type { World } from '#test/golden/world.ts';
import { runJourneys } from './journeys.ts';

let stack: Stack;
let world: World;

beforeAll(async () => {
  stack = await startStack({ port: 0, dynamoPort: 0, inboxPort: 0, quiet: true });
  world = wireWorld(stack);
});
afterAll(() => stack.stop());

runJourneys(() => world);
