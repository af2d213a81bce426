import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundle } from '#infra/bundle/bundle.ts';
import { serverUrlsOf } from '#infra/local/doubles/start-doubles.ts';
import { startUpstreamStack } from '#infra/local/start-upstream-stack.ts';
import { functionIds } from '#lib/function-ids.ts';
import { realms } from '#lib/reset/ports.ts';
import { parseSettings } from '#lib/settings/settings.ts';
import { contextOf } from '#test/infra/stack/upstream-context.ts';
import { sharedFolder } from './bundle-once.ts';

/** Serves the bundles for accounts that stay in the products' own servers, in front of stand-ins. It runs in its own process, in plain Node. */
const outDir = path.resolve(sharedFolder, 'upstream-functions');
await bundle(functionIds, outDir, { settings: parseSettings(contextOf(realms)) });
const handlers = async (id: string) => (await import(pathToFileURL(`${outDir}/${id}/index.mjs`).href)).handler;
const port = { number: 0, variable: 'PORT' };
const ports = { 'crafter-profile': port, 'crafter-studio': port, 'traffic-ops': port };
const { apiUrl, inboxUrl, doubles } = await startUpstreamStack(
  { port: 0, dynamoPort: 0, inboxPort: 0, quiet: true, handlers },
  ports,
);
console.log(JSON.stringify({ apiUrl, inboxUrl, serverUrls: serverUrlsOf(doubles) }));
