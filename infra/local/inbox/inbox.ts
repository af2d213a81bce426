import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { close, listen, type Port } from '#infra/local/api/listen.ts';
import { isFromBrowser, isFromOwnPage, isThisServer } from '#infra/local/api/request-origin.ts';
import { type InboxPages, inboxPages } from './inbox-pages.ts';
import { type KeptMail, type KeptMails, keepMails } from './kept-mails.ts';
import { type LocalSes, loadSes, watchSending } from './local-ses.ts';
import { type LocalMail, toLocalMail } from './read-mails.ts';

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

/** Starts SES on loopback, with a page that shows the mails. `GET /store` lists them as JSON, also those from before a restart. */
export async function startInbox(port: Port, { folder, startPage, onMail }: InboxOptions = {}): Promise<Inbox> {
  const mails = keepMails(folder);
  const pages = inboxPages(mails, startPage);
  let loading: Promise<LocalSes> | undefined;
  const ses = () => {
    loading ??= loadSes(mails).catch((error) => {
      loading = undefined;
      throw error;
    });
    return loading;
  };
  const server = createServer((request, response) => {
    if (!isAllowed(request)) {
      refuse(request, response);
    } else if (request.method === 'GET' && pages.answer(request, response)) {
      return;
    } else {
      ses().then(
        (loaded) => serve(request, response, { mails, pages, ses: loaded, onMail }),
        (error: Error) => {
          console.error(`The local SES does not load: ${error.message}`);
          response.destroy();
        },
      );
    }
  });
  const url = await listen(server, port);
  return { url, rawMails: mails.all, stop: () => close(server) };
}

type Parts = Pick<InboxOptions, 'onMail'> & { mails: KeptMails; pages: InboxPages; ses: LocalSes };

function serve(request: IncomingMessage, response: ServerResponse, { mails, pages, ses, onMail }: Parts): void {
  const clear = () => {
    mails.clear();
    ses.clear();
    pages.tellWatchers();
  };
  if (request.method === 'POST' && request.url === '/clear') {
    if (!isFromOwnPage(request)) {
      refuse(request, response);
      return;
    }
    clear();
    request.resume();
    response.writeHead(303, { Location: '/' }).end();
    return;
  }
  if (request.method === 'POST') {
    if (request.url === '/clear-store') {
      clear();
    }
    watchSending(request, response, (mail) => {
      const listed = ses.listed(mail.id);
      if (listed === undefined) {
        throw new Error(`the local SES does not list ${mail.id}`);
      }
      mails.keep({ ...mail, listed });
      pages.tellWatchers();
      onMail?.(toLocalMail(listed));
    });
  }
  ses.listener(request, response);
}

function refuse(request: IncomingMessage, response: ServerResponse): void {
  request.resume();
  response.writeHead(403).end();
}

/** Only this machine may read mails. A function in a container uses another name for this machine, and may only send. */
function isAllowed(request: IncomingMessage): boolean {
  return isThisServer(request) || (request.method === 'POST' && !isFromBrowser(request));
}
