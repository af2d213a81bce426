// It takes seconds because it proves, over HTTP and DynamoDB’s protocol, that the bundles answer like the source.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe } from '@jest/globals';
import { localSettings, setLocalEnvironment } from '#infra/local/local-environment.ts';
import { allExchanges } from '#test/golden/all-exchanges.ts';
import { eachRow } from '#test/golden/each-row.ts';
import { runExchanges } from '#test/golden/run-exchanges.ts';
import { sendHttp } from '#test/golden/send-http.ts';
import { wireWorld } from '#test/golden/wire-world.ts';
import type { World } from '#test/golden/world.ts';
import { runJourneys } from '#test/journeys/journeys.ts';

let served: ChildProcess;
let world: World;

beforeAll(async () => {
  served = spawn(process.execPath, ['test/bundles/serve-bundles.ts'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: process.env,
  });
  if (served.stdout === null) {
    throw new Error('the process has no output');
  }
  const [line] = await once(createInterface(served.stdout), 'line');
  const urls = JSON.parse(line);
  setLocalEnvironment(urls, true);
  world = wireWorld({ ...urls, settings: localSettings() });
}, 60_000);
afterAll(async () => {
  served.kill();
  await once(served, 'exit');
});

describe('the bundles', () => {
  runJourneys(() => world);
  runExchanges(
    // What a bundle could lose, it loses for the whole row, and all of them run against the source.
    eachRow(5, allExchanges),
    () => world,
    (_exchange, request, address) => sendHttp(world.baseUrl, request, address),
  );
});
