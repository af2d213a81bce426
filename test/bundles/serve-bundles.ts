import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { startStack } from '#infra/local/start-stack.ts';
import { bundleOnce } from './bundle-once.ts';

/** Serves the bundle of every function on the local stack. It runs in its own process, in plain Node and not in jest. */
const [loudness] = process.argv.slice(2);
const outDir = path.resolve(await bundleOnce());
const handlers = async (id: string) => (await import(pathToFileURL(`${outDir}/${id}/index.mjs`).href)).handler;
const { apiUrl, databaseUrl, inboxUrl } = await startStack({
  port: 0,
  dynamoPort: 0,
  inboxPort: 0,
  quiet: loudness !== 'loud',
  handlers,
});
console.log(JSON.stringify({ apiUrl, databaseUrl, inboxUrl }));
