// It takes seconds because it proves that the bundles of a deployment in front of the products' own servers work, from the mail to the login there.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe } from '@jest/globals';
import { runUpstreamJourneys, type UpstreamWorld } from '#test/journeys/upstream-journeys.ts';

let served: ChildProcess;
let world: UpstreamWorld;

beforeAll(async () => {
  served = spawn(process.execPath, ['test/bundles/serve-upstream-bundles.ts'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: process.env,
  });
  if (served.stdout === null) {
    throw new Error('the process has no output');
  }
  const [line] = await once(createInterface(served.stdout), 'line');
  world = JSON.parse(line);
}, 120_000);
afterAll(async () => {
  served.kill();
  await once(served, 'exit');
});

describe('the bundles in front of the products’ own servers', () => {
  runUpstreamJourneys(() => world);
});
