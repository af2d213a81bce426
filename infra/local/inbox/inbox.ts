import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { close, listen, type Port } from '#infra/local/api/listen.ts';
import { isFromBrowser, isFromOwnPage, isThisServer } from '#infra/local/api/request-origin.ts';
import { type InboxPages, inboxPages } from './inbox-pages.ts';
import { type KeptMail, type KeptMails, keepMails } from './kept-mails.ts';
import { type LocalMail, toLocalMail } from './read-mails.ts';
import { type SentMail, sesListener, watchSending } from './ses-listener.ts';

export type Inbox = {
  url: string;
  /** Every accepted mail, in order. */
  rawMails: KeptMail[];
  stop(): Promise<void>;
};

export type InboxOptions = {
  /** The folder that keeps the mails (default: memory). */
  folder?: string | undefined;
  /** The address of the start page, once it is known. */
  startPage?: () => string | undefined;
  /** Called for every accepted mail. */
  onMail?: ((mail: LocalMail) => void) | undefined;
};

/** Starts SES on loopback, with a page that shows the mails. `GET /store` lists them as JSON. */
export async function startInbox(port: Port, { folder, startPage, onMail }: InboxOptions = {}): Promise<Inbox> {
  const listener = await sesListener();
  const mails = keepMails(folder);
  const pages = inboxPages(mails, startPage);
  const accept = (mail: SentMail) => {
    const { listed } = mails.keep(mail);
    pages.tellWatchers();
    onMail?.(toLocalMail(listed));
  };
  const server = createServer((request, response) => {
    if (!isAllowed(request)) {
      refuse(request, response);
    } else if (request.method === 'POST') {
      serveAction(request, response, { mails, pages, accept, listener });
    } else if (!(request.method === 'GET' && pages.answer(request, response))) {
      listener(request, response);
    }
  });
  const url = await listen(server, port);
  return { url, rawMails: mails.all, stop: () => close(server) };
}

type Parts = {
  mails: KeptMails;
  pages: InboxPages;
  accept: (mail: SentMail) => void;
  listener: (request: IncomingMessage, response: ServerResponse) => void;
};

function serveAction(request: IncomingMessage, response: ServerResponse, { mails, pages, accept, listener }: Parts): void {
  if (request.url === '/clear') {
    if (!isFromOwnPage(request)) {
      refuse(request, response);
      return;
    }
    mails.clear();
    pages.tellWatchers();
    request.resume();
    response.writeHead(303, { Location: '/' }).end();
    return;
  }
  if (request.url === '/clear-store') {
    mails.clear();
    pages.tellWatchers();
  }
  watchSending(request, response, accept);
  listener(request, response);
}

function refuse(request: IncomingMessage, response: ServerResponse): void {
  request.resume();
  response.writeHead(403).end();
}

/** Only this machine may read mails. A function in a container uses another name for this machine, and may only send. */
function isAllowed(request: IncomingMessage): boolean {
  return isThisServer(request) || (request.method === 'POST' && !isFromBrowser(request));
}
