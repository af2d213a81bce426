import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import ses from 'aws-ses-v2-local';
import { close, listen, loopback, type Port } from '#infra/local/api/listen.ts';
import { isFromBrowser, isThisServer } from '#infra/local/api/request-origin.ts';

type RawMail = {
  /** The MIME message exactly as it was sent. */
  raw: Buffer;
  /** The recipients given beside the message, if any. */
  destinations: readonly string[];
  source: string | null;
};

export type Inbox = {
  url: string;
  /** Every accepted mail, in order. */
  rawMails: RawMail[];
  stop(): Promise<void>;
};

/** Starts SES on loopback, with a page that shows the mails. `GET /store` lists them as JSON. */
export async function startInbox(port: Port): Promise<Inbox> {
  const listener = await sesListener();
  const rawMails: RawMail[] = [];
  const server = createServer((request, response) => {
    if (!isAllowed(request)) {
      request.resume();
      response.writeHead(403).end();
      return;
    }
    if (request.method === 'POST') {
      keepRawMail(request, response, rawMails);
    }
    listener(request, response);
  });
  const url = await listen(server, port);
  return { url, rawMails, stop: () => close(server) };
}

/**
 * Returns the request listener of the local SES. The package offers it only inside a server that does not report a taken port, so that
 * server is started on any free port and closed.
 */
async function sesListener(): Promise<RequestListener> {
  // The package is CommonJS: the default import is the whole module, which holds the function as `default`.
  const server = await ses.default({ host: loopback, port: 0 });
  // Express attaches its app as the only request listener. The type of `listeners` is too general for it.
  const [listener] = server.listeners('request') as RequestListener[];
  await close(server);
  if (listener === undefined) {
    throw new Error('aws-ses-v2-local has no request listener');
  }
  return listener;
}

function readRawMail(form: string): RawMail | undefined {
  const fields = new URLSearchParams(form);
  const data = fields.get('RawMessage.Data');
  if (fields.get('Action') !== 'SendRawEmail' || data === null) {
    return undefined;
  }
  const destinations = [...fields].filter(([name]) => name.startsWith('Destinations.member.')).map(([, address]) => address);
  return { raw: Buffer.from(data, 'base64'), destinations, source: fields.get('Source') };
}

function keepRawMail(request: IncomingMessage, response: ServerResponse, rawMails: RawMail[]): void {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  response.once('finish', () => {
    const mail = response.statusCode === 200 ? readRawMail(Buffer.concat(chunks).toString()) : undefined;
    if (mail) {
      rawMails.push(mail);
    }
  });
}

/** Only this machine may read mails. A function in a container uses another name for this machine, and may only send. */
function isAllowed(request: IncomingMessage): boolean {
  return isThisServer(request) || (request.method === 'POST' && !isFromBrowser(request));
}
