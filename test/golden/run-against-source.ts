import { afterAll, beforeAll, describe, jest } from '@jest/globals';
import { loadSource } from '#infra/local/load-function.ts';
import { type Stack, startStack } from '#infra/local/start-stack.ts';
import type { Exchange, Values } from './exchange.ts';
import { runExchanges } from './run-exchanges.ts';
import { sendEvent } from './send-event.ts';
import { makeWorld, type World } from './world.ts';

/** Runs exchanges against the functions' source, fed with events. Settings are read once per process: other settings, other modules. */
export function runAgainstSource(exchanges: readonly Exchange[]): void {
  let stack: Stack;
  let world: World;
  beforeAll(async () => {
    stack = await startStack({ port: 0, dynamoPort: 0, inboxPort: 0, quiet: true });
    world = makeWorld(stack);
  });
  afterAll(() => stack.stop());

  const bySettings = Map.groupBy(exchanges, ({ settings = {} }) => JSON.stringify(settings));
  for (const [settings, group] of bySettings) {
    describe(settings === '{}' ? 'with the demo’s settings' : `with ${settings}`, () => {
      withEnvironment(JSON.parse(settings));
      runExchanges(
        group,
        () => world,
        async ({ route }, request, address) => {
          // A function's handler is known by its route alone; the local server trusts it the same way.
          const handler = (await loadSource(route)) as Parameters<typeof sendEvent>[1];
          return sendEvent(route, handler, request, address);
        },
      );
    });
  }
}

function withEnvironment(settings: Values): void {
  let before: { [name: string]: string | undefined } = {};
  beforeAll(() => {
    jest.resetModules();
    before = Object.fromEntries(Object.keys(settings).map((name) => [name, process.env[name]]));
    Object.assign(process.env, settings);
  });
  afterAll(() => {
    for (const [name, value] of Object.entries(before)) {
      if (value === undefined) {
        delete process.env[name];
      } else {
        process.env[name] = value;
      }
    }
  });
}
