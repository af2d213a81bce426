import { mkdir } from 'node:fs/promises';
import type { RequestListener, Server } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import dynalite from 'dynalite';
import { callListener, type HttpAnswer, type HttpCall } from '#infra/local/api/call-listener.ts';
import { close, listen, type Port, StartError } from '#infra/local/api/listen.ts';
import { isFromBrowser } from '#infra/local/api/request-origin.ts';
import { answerSecrets, type LocalSecrets } from '#infra/local/secrets/answer-secrets.ts';
import type { StreamedTable } from './streamed-tables.ts';
import { type CallDynamo, type OnRecord, type Respond, watchWrites } from './watch-writes.ts';

export type DatabaseOptions = {
  port: Port;
  /** The folder that keeps the data. Undefined: the data is kept in memory. */
  folder: string | undefined;
  secrets: LocalSecrets;
  tables: readonly StreamedTable[];
  /** Called for every change to these tables, whatever made it. */
  onRecord: OnRecord;
};

export type Database = { url: string; call: CallDynamo; stop(): Promise<void> };

const closeWithinMilliseconds = 1000;

/** dynalite would answer pages of any origin, so any web site that the developer has open could read all tables. */
const refused: HttpAnswer = { status: 403, headers: {}, body: Buffer.alloc(0) };

// dynalite requires a signature in the right form and never checks it.
const signature = {
  authorization: 'AWS4-HMAC-SHA256 Credential=local, SignedHeaders=host, Signature=none',
  'x-amz-date': '20240101T000000Z',
};

/** Throws unless the answer is 200, because its callers ask only for what cannot be refused. */
const callingDynamo =
  (respond: Respond): CallDynamo =>
  async (operation, input) => {
    const headers = {
      ...signature,
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `DynamoDB_20120810.${operation}`,
    };
    const answered = await respond({ method: 'POST', url: '/', headers, body: Buffer.from(JSON.stringify(input)) });
    if (answered.status !== 200) {
      throw new Error(`${operation} failed: ${answered.body}`);
    }
    return JSON.parse(answered.body.toString());
  };

async function makeFolder(folder: string | undefined): Promise<void> {
  if (folder !== undefined) {
    await mkdir(folder, { recursive: true }).catch(() => {
      throw new StartError(`Cannot create the folder ${folder}. Set DATA_DIR to another folder for the data.`);
    });
  }
}

/** Starts DynamoDB with streams and Secrets Manager behind one URL on loopback. */
export async function startDatabase({ port, folder, secrets, tables, onRecord }: DatabaseOptions): Promise<Database> {
  await makeFolder(folder);
  const server = dynalite({ createTableMs: 0, ...(folder !== undefined && { path: folder }) });
  const respond = takeListener(server);
  const call = callingDynamo(respond);
  const respondWatched = watchWrites(respond, call, tables, onRecord);
  const underway = new Set<Promise<void>>();

  const serve = async (...[request, response]: Parameters<RequestListener>) => {
    const { method = '', url = '', headers } = request;
    const received: HttpCall = { method, url, headers, body: await buffer(request) };
    const answered = isFromBrowser(request) ? refused : (answerSecrets(secrets, received) ?? (await respondWatched(received)));
    response.writeHead(answered.status, answered.headers).end(answered.body);
  };
  server.on('request', (request, response) => {
    const served = serve(request, response)
      .catch(() => void response.destroy())
      .finally(() => underway.delete(served));
    underway.add(served);
  });

  const url = await listen(server, port);
  return {
    url,
    call,
    async stop() {
      // If its store closes during an operation, dynalite throws outside any promise.
      await Promise.race([Promise.all(underway), setTimeout(closeWithinMilliseconds, undefined, { ref: false })]);
      await close(server);
    },
  };
}

/** Detaches dynalite's request listener, so that every request goes through ours. */
function takeListener(server: Server): Respond {
  // dynalite attaches one listener when it is created. The type of `listeners` is too general for it.
  const [listener] = server.listeners('request') as RequestListener[];
  if (listener === undefined) {
    throw new Error('dynalite has no request listener');
  }
  server.removeAllListeners('request');
  return (call) => callListener(listener, call);
}
