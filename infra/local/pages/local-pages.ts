import type { IncomingMessage, ServerResponse } from 'node:http';
import { findRoute, type LocalRoute } from '#infra/local/find-route.ts';
import type { LocalUrls } from '#infra/local/local-environment.ts';
import { writeAnswer } from '#infra/local/write-answer.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { administratorToken } from './administrator-token.ts';
import { isFromOwnPage } from './is-from-own-page.ts';
import { pageFiles } from './page-files.ts';
import { profileToken } from './profile-token.ts';
import { startPage } from './start-page.ts';

/** Answers what is on this machine only; resolves to false for what it does not know. */
export type LocalPages = (path: string, request: IncomingMessage, response: ServerResponse) => Promise<boolean>;

type LocalPagesOptions = LocalUrls & {
  routes: readonly LocalRoute[];
  settings: Settings;
  /** Resolves when all mails that were asked for are sent. */
  settled: () => Promise<void>;
};

/** Nothing comes from another origin, and no other site may frame a page. The viewer of the documentation sets styles and images itself. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const common = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy': contentSecurityPolicy,
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};

/** The start page and the documentation, which no deployed API has. */
export function localPages(options: LocalPagesOptions): LocalPages {
  const isServed = (path: string) => findRoute(options.routes, 'GET', path) !== undefined;
  const secrets: { readonly [path: string]: () => Promise<{ token: string } | { message: string }> } = {
    '/start/profile-token': () => profileToken(options.inboxUrl, options.settled),
    '/start/administrator-token': () => administratorToken(options.settings),
  };
  return async (path, request, response) => {
    const send = (statusCode: number, type: string, body: string) => {
      writeAnswer(response, { statusCode, headers: { ...common, 'Content-Type': `${type};charset=UTF-8` }, body });
      return true;
    };
    const sendJson = (status: number, content: object) => send(status, 'application/json', JSON.stringify(content));

    const secret = request.method === 'POST' && Object.hasOwn(secrets, path) ? secrets[path] : undefined;
    if (secret !== undefined) {
      if (!isFromOwnPage(request)) {
        return sendJson(403, { message: 'Only the start page may ask for this, on the address that npm start prints.' });
      }
      const answer = await secret();
      return sendJson('token' in answer ? 200 : 409, answer);
    }
    if (request.method !== 'GET') {
      return false;
    }
    if (path === '/') {
      return send(200, 'text/html', startPage({ ...options, isServed }));
    }
    const file = Object.hasOwn(pageFiles, path) ? pageFiles[path] : undefined;
    return file !== undefined && send(200, file.type, await file.read());
  };
}
