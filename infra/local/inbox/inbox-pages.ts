import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { inboxPage, viewNames } from './inbox-page.ts';
import type { KeptMail, KeptMails } from './kept-mails.ts';

/** The pages of the inbox. */
export type InboxPages = {
  /** Answers a GET request for one of them, and returns whether it did. */
  answer(request: IncomingMessage, response: ServerResponse): boolean;
  /** Tells every open page that the mails have changed. */
  tellWatchers(): void;
};

type Answer = { type: string; body: string | Buffer; headers?: { readonly [name: string]: string } };

/** The pages load nothing from other origins, and only the inbox itself may frame a mail. */
const ownPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-src 'self'; img-src data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/** A mail runs no script and loads nothing. Its links open in a new tab, because the pages that they lead to cannot be framed. */
const mailPolicy =
  "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'";

const common = {
  'Cache-Control': 'no-store',
  'Cross-Origin-Resource-Policy': 'same-origin',
  // Without an origin in its request, the form would be refused.
  'Referrer-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
};

const files: { readonly [path: string]: { type: string; file: string } } = {
  '/inbox.js': { type: 'text/javascript', file: 'inbox.js' },
  '/copy.js': { type: 'text/javascript', file: '../pages/copy.js' },
  '/inbox.css': { type: 'text/css', file: 'inbox.css' },
  '/theme.css': { type: 'text/css', file: '../pages/theme.css' },
};

/** The pages that show the mails, in HTML that needs no script. A script only brings new mails and copies links. */
export function inboxPages(mails: KeptMails, startPage: () => string | undefined = () => undefined): InboxPages {
  const watchers = new Set<ServerResponse>();

  const pageAt = (path: string, query: URLSearchParams): Answer | undefined => {
    const [, id, part] = /^\/mails\/([\w-]+)\/(html|eml)$/.exec(path) ?? [];
    const mail = mails.all.find((each) => each.id === id);
    if (mail !== undefined) {
      return part === 'html' ? htmlOf(mail) : emlOf(mail);
    }
    if (path !== '/') {
      return undefined;
    }
    const open = mails.all.find((each) => each.id === query.get('mail')) ?? mails.all.at(-1);
    const view = viewNames.find((name) => name === query.get('show')) ?? 'html';
    return { type: 'text/html', body: inboxPage({ mails: mails.all, open, view, startPage: startPage() }) };
  };

  return {
    answer(request, response) {
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
      if (pathname === '/events') {
        watch(response, watchers);
        return true;
      }
      const page = pageAt(pathname, searchParams);
      const file = Object.hasOwn(files, pathname) ? files[pathname] : undefined;
      if (page !== undefined) {
        send(response, page);
      } else if (file !== undefined) {
        readFile(new URL(file.file, import.meta.url)).then(
          (body) => send(response, { type: file.type, body }),
          () => response.destroy(),
        );
      }
      return page !== undefined || file !== undefined;
    },
    tellWatchers() {
      for (const response of watchers) {
        response.write('event: mails\ndata: changed\n\n');
      }
    },
  };
}

function watch(response: ServerResponse, watchers: Set<ServerResponse>): void {
  response.writeHead(200, { ...common, 'Content-Type': 'text/event-stream' });
  response.write(': connected\n\n');
  watchers.add(response);
  response.once('close', () => watchers.delete(response));
}

function send(response: ServerResponse, { type, body, headers }: Answer): void {
  const contentType = type.startsWith('text/') ? `${type};charset=UTF-8` : type;
  response.writeHead(200, { ...common, 'Content-Security-Policy': ownPolicy, 'Content-Type': contentType, ...headers }).end(body);
}

function htmlOf({ listed }: KeptMail): Answer {
  return {
    type: 'text/html',
    body: `<base target="_blank">${listed.body.html ?? ''}`,
    headers: { 'Content-Security-Policy': mailPolicy },
  };
}

function emlOf({ id, raw }: KeptMail): Answer {
  return { type: 'message/rfc822', body: raw, headers: { 'Content-Disposition': `attachment; filename="${id}.eml"` } };
}
