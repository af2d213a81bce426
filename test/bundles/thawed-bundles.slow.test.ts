// It takes seconds because it proves, in plain Node and with real signals, that the real bundles survive a freeze in which they lose their connections.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import type { GoldenRequest } from '#test/golden/exchange.ts';
import { eventOf } from '#test/golden/send-event.ts';
import { type Relay, startRelay } from '#test/runtime/start-relay.ts';
import { type Database, startDatabase } from '#test/start-database.ts';
import { bundleOnce } from './bundle-once.ts';

let database: Database;
let relay: Relay;
let folder: string;
let loaded: ChildProcess | undefined;

beforeAll(async () => {
  database = await startDatabase();
  relay = await startRelay(database.endpoint);
  folder = path.resolve(await bundleOnce());
}, 60_000);
afterEach(() => {
  loaded?.kill('SIGKILL');
});
afterAll(async () => {
  relay.stop();
  await database.stop();
});

async function load(id: string): Promise<ChildProcess> {
  const child = fork('test/bundles/answer-events.ts', [pathToFileURL(`${folder}/${id}/index.mjs`).href], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: {
      ...process.env,
      AWS_ENDPOINT_URL_DYNAMODB: relay.url,
      AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
      REKEY_CONCEAL_STUDIO_ACCOUNTS: 'true',
    },
  });
  await once(child, 'message');
  return child;
}

async function answer(child: ChildProcess, request: GoldenRequest): Promise<number> {
  child.send(eventOf(request, 1));
  const [{ statusCode }] = await once(child, 'message');
  return statusCode;
}

/** Both send one call to the database at a time, so that a second attempt meets the second connection of INIT. */
test.each<[string, GoldenRequest]>([
  [
    'crafter-studio/forgot-password',
    { method: 'GET', path: '/api/1/services/api/1/user/forgot-password.json?username=jane.doe' },
  ],
  [
    'traffic-ops/reset-password',
    {
      method: 'POST',
      path: '/api/5.0/user/reset_password',
      headers: { 'content-type': 'application/json' },
      body: '{"email":"jane.doe@example.com"}',
    },
  ],
])('F6 the bundle of %s answers after a freeze that killed its connections as if they were alive', async (id, request) => {
  loaded = await load(id);
  for (const _ of ['after INIT', 'after an invocation']) {
    loaded.kill('SIGSTOP');
    expect(relay.killOpenConnections()).toBeGreaterThan(0);
    const before = relay.resets();
    loaded.kill('SIGCONT');
    expect(await answer(loaded, request)).toBe(200);
    expect(relay.resets()).toBeGreaterThan(before);
  }
});
