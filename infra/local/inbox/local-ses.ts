import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Email } from 'aws-ses-v2-local/dist/store.js';
import { close, loopback } from '#infra/local/api/listen.ts';

/** A mail as the function sent it. */
export type SentMail = {
  /** The id that SES answered with. */
  id: string;
  /** The MIME message exactly as it was sent. */
  raw: Buffer;
  /** The recipients given beside the message, if any. */
  destinations: readonly string[];
  source: string | null;
};

/** The local SES. It keeps its mails in the memory of this process. */
export type LocalSes = {
  listener: RequestListener;
  /** How it lists a mail. Undefined: it has no mail with this id. */
  listed(id: string): Email | undefined;
  clear(): void;
};

/**
 * Loads the local SES. That takes a while, so call this only when someone sends a mail or asks for the list. The package offers
 * its request listener only inside a server that does not report a taken port, so that server is started on any free port and closed.
 *
 * @param kept the mails from before a restart, which it then lists too
 */
export async function loadSes(kept: { readonly all: readonly { listed: Email }[] }): Promise<LocalSes> {
  const { default: ses } = await import('aws-ses-v2-local');
  const store = await import('aws-ses-v2-local/dist/store.js');
  // The package is CommonJS: the default import is the whole module, which holds the function as `default`.
  const server = await ses.default({ host: loopback, port: 0 });
  // Express attaches its app as the only request listener. The type of `listeners` is too general for it.
  const [listener] = server.listeners('request') as RequestListener[];
  await close(server);
  if (listener === undefined) {
    throw new Error('aws-ses-v2-local has no request listener');
  }
  const listed = (id: string) => store.getStoreReadonly().emails.find(({ messageId }) => messageId === id);
  for (const mail of kept.all.filter((each) => listed(each.listed.messageId) === undefined)) {
    store.saveEmail(mail.listed);
  }
  return {
    listener,
    listed,
    clear: store.clearStore,
  };
}

/** Hands over a mail that the local SES accepts, before the sender gets the answer. */
export function watchSending(request: IncomingMessage, response: ServerResponse, onSent: (mail: SentMail) => void): void {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  const end = response.end.bind(response);
  // Express answers with a single `end` that holds the whole body.
  response.end = (...given: unknown[]) => {
    const [, id] = /<MessageId>(.+)<\/MessageId>/.exec(`${given[0]}`) ?? [];
    const mail = response.statusCode === 200 && id !== undefined ? readMail(id, Buffer.concat(chunks).toString()) : undefined;
    if (mail) {
      onSent(mail);
    }
    // `end` has several forms, and all of them pass through unchanged.
    return Reflect.apply(end, response, given);
  };
}

function readMail(id: string, form: string): SentMail | undefined {
  const fields = new URLSearchParams(form);
  const data = fields.get('RawMessage.Data');
  if (fields.get('Action') !== 'SendRawEmail' || data === null) {
    return undefined;
  }
  const destinations = [...fields].filter(([name]) => name.startsWith('Destinations.member.')).map(([, address]) => address);
  return { id, raw: Buffer.from(data, 'base64'), destinations, source: fields.get('Source') };
}
