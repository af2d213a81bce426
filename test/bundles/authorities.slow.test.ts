// It takes seconds because it proves, in plain Node, which servers the real bundles trust.

import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { bundle } from '#infra/bundle/bundle.ts';
import { createTables } from '#infra/local/database/create-tables.ts';
import { type Database, startDatabase } from '#infra/local/database/database.ts';
import { type StudioDouble, startStudioDouble } from '#infra/local/doubles/crafter-studio/start-studio-double.ts';
import { setLocalEnvironment } from '#infra/local/local-environment.ts';
import { dynamoClient } from '#lib/dynamo/client.ts';
import { functionIds } from '#lib/function-ids.ts';
import { realms } from '#lib/reset/ports.ts';
import { parseSettings } from '#lib/settings/settings.ts';
import { eventOf } from '#test/golden/send-event.ts';
import { selfSignedCertificate } from '#test/infra/local/doubles/self-signed-certificate.ts';
import { contextOf } from '#test/infra/stack/upstream-context.ts';
import { sharedFolder } from './bundle-once.ts';

const tls = selfSignedCertificate();
const id = 'crafter-studio/forgot-password';
const settings = parseSettings(contextOf(realms));

let studio: StudioDouble;
let database: Database;
const loaded: ChildProcess[] = [];

beforeAll(async () => {
  studio = await startStudioDouble({ tls });
  database = await startDatabase({
    port: { number: 0, variable: 'PORT' },
    folder: undefined,
    secrets: { 'own/studio': { AWSCURRENT: studio.serviceToken } },
    tables: [],
    onRecord: () => undefined,
  });
  setLocalEnvironment({ apiUrl: 'http://127.0.0.1', databaseUrl: database.url, inboxUrl: 'http://127.0.0.1' }, true);
  await createTables(dynamoClient(), parseSettings({}));
});
afterEach(() => {
  for (const child of loaded.splice(0)) {
    child.kill('SIGKILL');
  }
});
afterAll(async () => {
  dynamoClient().destroy();
  await Promise.all([studio.stop(), database.stop()]);
});

async function statusWith(certificateAuthorities: string | undefined, folder: string): Promise<number> {
  const outDir = path.resolve(sharedFolder, folder);
  await bundle([id], outDir, { settings, certificateAuthorities });
  const child = fork('test/bundles/answer-events.ts', [pathToFileURL(`${outDir}/${id}/index.mjs`).href], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: { ...process.env, ...contextOf(realms), REKEY_CRAFTER_STUDIO_URL: studio.url },
  });
  loaded.push(child);
  await once(child, 'message');
  child.send(eventOf({ method: 'GET', path: '/api/1/services/api/1/user/forgot-password.json?username=jane.doe' }, 1));
  const [{ statusCode }] = await once(child, 'message');
  return statusCode;
}

test('U10 a bundle with a certificate authority accepts the server whose certificate comes from it, and no other', async () => {
  expect(await statusWith(selfSignedCertificate().cert, 'another-authority')).toBe(500);
  expect(await statusWith(undefined, 'public-authorities')).toBe(500);
  expect(studio.requests).toEqual([]);
  expect(await statusWith(tls.cert, 'own-authority')).toBe(200);
  expect(studio.requests.length).toBeGreaterThan(0);
});

test('only the bundles of functions that call a server carry the certificate authority', async () => {
  const outDir = path.resolve(sharedFolder, 'with-authority');
  const ids = functionIds;
  const upstream = parseSettings(contextOf(['crafter-studio']));
  await bundle(ids, outDir, { settings: upstream, certificateAuthorities: tls.cert });
  const [, mark = 'missing'] = tls.cert.split('\n');
  const carrying = ids.filter((each) => readFileSync(`${outDir}/${each}/index.mjs`, 'utf8').includes(mark));
  expect(carrying).toEqual([
    'crafter-studio/forgot-password',
    'crafter-studio/reset-password',
    'crafter-studio/set-password',
    'crafter-studio/validate-token',
    'crafter-studio-v2/change-own-password',
    'crafter-studio-v2/reset-password',
    'crafter-studio-v2/set-password',
    'crafter-studio-v2/validate-token',
    'mail/send-reset-link',
    'mail/send-change-notice',
  ]);
});
