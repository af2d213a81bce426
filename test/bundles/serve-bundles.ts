import { pathToFileURL } from 'node:url';
import { bundle } from '#infra/bundle.ts';
import { startStack } from '#infra/local/start-stack.ts';
import { routes } from '#lib/http/routes.ts';
import { mailFunctions } from '#lib/mail/mail-functions.ts';

/** A process of its own, in plain Node: bundles every function as it is uploaded and serves them on the local stack. */
const [outDir = 'build/functions', loudness] = process.argv.slice(2);
await bundle(
  [...routes, ...mailFunctions].map(({ id }) => id),
  outDir,
);
const handlers = async (id: string) => (await import(pathToFileURL(`${outDir}/${id}/index.mjs`).href)).handler;
const { apiUrl, databaseUrl, inboxUrl } = await startStack({
  port: 0,
  dynamoPort: 0,
  inboxPort: 0,
  quiet: loudness !== 'loud',
  handlers,
});
console.log(JSON.stringify({ apiUrl, databaseUrl, inboxUrl }));
