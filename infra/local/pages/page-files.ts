import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);

type PageFile = { type: string; read: () => Promise<string> };

const own = (name: string) => () => readFile(new URL(name, import.meta.url), 'utf8');
const topLevel = (name: string) => own(`../../../${name}`);
/** Looked up on request, because the local stack starts without the viewer. */
const viewer = (name: string) => () => {
  const folder = dirname(require.resolve('swagger-ui-dist/package.json'));
  return readFile(join(folder, name), 'utf8');
};

/** The files of the start page and the documentation, by path. */
export const pageFiles: { readonly [path: string]: PageFile } = {
  '/start/theme.css': { type: 'text/css', read: own('theme.css') },
  '/start/start.css': { type: 'text/css', read: own('start.css') },
  '/start/calls.css': { type: 'text/css', read: own('calls.css') },
  '/start/logins.css': { type: 'text/css', read: own('logins.css') },
  '/start/start.js': { type: 'text/javascript', read: own('start.js') },
  '/start/copy.js': { type: 'text/javascript', read: own('copy.js') },
  '/docs': { type: 'text/html', read: own('docs.html') },
  '/docs/docs.css': { type: 'text/css', read: own('docs.css') },
  '/docs/docs.js': { type: 'text/javascript', read: own('docs.js') },
  '/docs/swagger-ui.css': { type: 'text/css', read: viewer('swagger-ui.css') },
  '/docs/swagger-ui-bundle.js': { type: 'text/javascript', read: viewer('swagger-ui-bundle.js') },
  '/openapi.json': { type: 'application/json', read: topLevel('openapi.json') },
};
