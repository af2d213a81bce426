import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { resetDemo } from '#infra/demo/reset-demo.ts';
import { findRoute, type LocalRoute } from '#infra/local/api/find-route.ts';
import { isFromOwnPage } from '#infra/local/api/request-origin.ts';
import { writeAnswer } from '#infra/local/api/write-answer.ts';
import type { LocalAudit } from '#infra/local/audit/local-audit.ts';
import type { Doubles } from '#infra/local/doubles/start-doubles.ts';
import type { LocalUrls } from '#infra/local/local-environment.ts';
import { serverSettings } from '#infra/local/server-settings.ts';
import { variablesOf } from '#infra/stack/functions/setting-variables.ts';
import { patience } from '#lib/runtime/patience.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { administratorToken, mailedToken } from './demo-tokens.ts';
import { logInAt } from './log-in-at.ts';
import { pageFiles } from './page-files.ts';
import { servedOpenApi } from './served-openapi.ts';
import { startPage } from './start-page.ts';

/** Answers requests that only the local stack answers. Resolves to false for all others. */
export type LocalPages = (path: string, request: IncomingMessage, response: ServerResponse) => Promise<boolean>;

type LocalPagesOptions = LocalUrls & {
  /** The stand-ins of the products' servers, if Rekey is in front of them. */
  doubles?: Doubles | undefined;
  routes: readonly LocalRoute[];
  settings: Settings;
  audit: Pick<LocalAudit, 'record'>;
  /** Resolves when every mail that was asked for is sent. */
  settled: () => Promise<void>;
};

/** A mail that cannot be sent must not block the page's buttons. */
const patienceMilliseconds = patience(3_000);
const longPatienceMilliseconds = 30_000;

/** Pages load nothing from other origins, and no other site may frame them. The documentation viewer needs inline styles and data images. */
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

/** Serves the start page and the API documentation, which no deployed API has. */
export function localPages(options: LocalPagesOptions): LocalPages {
  const isServed = (path: string, method = 'GET') => findRoute(options.routes, method, path) !== undefined;
  const routeIds = new Set(options.routes.map(({ id }) => id));
  const actions = localActions(options);
  return async (path, request, response) => {
    const send = (statusCode: number, type: string, body: string) => {
      writeAnswer(response, { statusCode, headers: { ...common, 'Content-Type': `${type};charset=UTF-8` }, body });
      return true;
    };
    const sendJson = (status: number, content: object) => send(status, 'application/json', JSON.stringify(content));

    const act = request.method === 'POST' && Object.hasOwn(actions, path) ? actions[path] : undefined;
    if (act !== undefined) {
      if (!isFromOwnPage(request)) {
        return sendJson(403, { message: 'Only the start page may ask for this, at the address that npm start prints.' });
      }
      const answer = await act(await text(request));
      return sendJson('message' in answer ? 409 : 200, answer);
    }
    if (request.method !== 'GET') {
      return false;
    }
    if (path === '/') {
      return send(200, 'text/html', startPage({ ...options, isServed }));
    }
    const file = Object.hasOwn(pageFiles, path) ? pageFiles[path] : undefined;
    if (file === undefined) {
      return false;
    }
    const content = await file.read();
    return send(200, file.type, path === '/openapi.json' ? servedOpenApi(content, routeIds) : content);
  };
}

/** The actions of the start page and the command line, by path. An answer with a `message` says why an action was refused. */
function localActions({ settings, inboxUrl, doubles, audit, settled }: LocalPagesOptions): {
  readonly [path: string]: (body: string) => Promise<object>;
} {
  return {
    ...(doubles && { '/start/login': (body: string) => logInAt(doubles, body) }),
    '/start/settings': async () => variablesOf(settings, serverSettings(settings)),
    '/start/operator-act': async (act) => {
      await audit.record(act);
      return {};
    },
    '/start/administrator-token': () => administratorToken(settings),
    '/start/mailed-token': async (address) => {
      await resolvesWithin(patienceMilliseconds, settled());
      return mailedToken(inboxUrl, address);
    },
    '/start/settled': async () =>
      (await resolvesWithin(longPatienceMilliseconds, settled()))
        ? {}
        : { message: 'some mails are still waiting to be sent. Run npm run admin -- resets list to see them.' },
    '/start/demo-reset': async () => {
      await resolvesWithin(patienceMilliseconds, settled());
      return resetDemo(settings, doubles);
    },
  };
}

async function resolvesWithin(milliseconds: number, promise: Promise<void>): Promise<boolean> {
  const timeout = new AbortController();
  const isResolved = await Promise.race([
    promise.then(() => true),
    setTimeout(milliseconds, false, { ref: false, signal: timeout.signal }),
  ]);
  timeout.abort();
  return isResolved;
}
