import { mkdir } from 'node:fs/promises';
import type { RequestListener, Server } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import dynalite from 'dynalite';
import { answerSecrets, type LocalSecrets } from './answer-secrets.ts';
import { callListener, type HttpAnswer, type HttpCall } from './call-listener.ts';
import { close, listen, type Port, StartError } from './listen.ts';
import { isFromBrowser } from './request-origin.ts';
import type { StreamedTable } from './streamed-tables.ts';
import { type Answer, type CallDynamo, type OnRecord, watchWrites } from './watch-writes.ts';

export type DatabaseOptions = {
  port: Port;
  /** The folder to keep the data in; undefined for memory. */
  folder: string | undefined;
  secrets: LocalSecrets;
  tables: readonly StreamedTable[];
  /** Told of every change to these tables, whoever wrote it. */
  onRecord: OnRecord;
};

export type Database = { url: string; call: CallDynamo; stop(): Promise<void> };

const closeWithinMilliseconds = 1000;

/** dynalite would answer pages of every origin, and so hand all tables to whatever web site the developer has open. */
const refused: HttpAnswer = { status: 403, headers: {}, body: Buffer.alloc(0) };

// dynalite asks for the shape of a signature and never checks it.
const signature = {
  authorization: 'AWS4-HMAC-SHA256 Credential=local, SignedHeaders=host, Signature=none',
  'x-amz-date': '20240101T000000Z',
};

/** Wants an answer of 200: the callers in here ask only for what cannot be refused. */
const callingDynamo =
  (answer: Answer): CallDynamo =>
  async (operation, input) => {
    const headers = {
      ...signature,
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `DynamoDB_20120810.${operation}`,
    };
    const answered = await answer({ method: 'POST', url: '/', headers, body: Buffer.from(JSON.stringify(input)) });
    if (answered.status !== 200) {
      throw new Error(`${operation} failed: ${answered.body}`);
    }
    return JSON.parse(answered.body.toString());
  };

async function makeFolder(folder: string | undefined): Promise<void> {
  if (folder !== undefined) {
    await mkdir(folder, { recursive: true }).catch(() => {
      throw new StartError(`${folder} cannot be made: set DATA_DIR to a folder to keep the data in.`);
    });
  }
}

/** Takes away dynalite's own request listener, so that nothing gets past the one that is put in its place. */
function takeListener(server: Server): Answer {
  // dynalite attaches its one listener when it is made; it takes what any request listener takes.
  const [listener] = server.listeners('request') as RequestListener[];
  if (listener === undefined) {
    throw new Error('dynalite has no request listener');
  }
  server.removeAllListeners('request');
  return (call) => callListener(listener, call);
}

/** DynamoDB with streams, and Secrets Manager beside it, behind one URL on loopback. */
export async function startDatabase({ port, folder, secrets, tables, onRecord }: DatabaseOptions): Promise<Database> {
  await makeFolder(folder);
  const server = dynalite({ createTableMs: 0, ...(folder !== undefined && { path: folder }) });
  const answer = takeListener(server);
  const call = callingDynamo(answer);
  const answerWatched = watchWrites(answer, call, tables, onRecord);
  const underway = new Set<Promise<void>>();

  const serve = async (...[request, response]: Parameters<RequestListener>) => {
    const { method = '', url = '', headers } = request;
    const received: HttpCall = { method, url, headers, body: await buffer(request) };
    const answered = isFromBrowser(request) ? refused : (answerSecrets(secrets, received) ?? (await answerWatched(received)));
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
      // dynalite throws outside of any promise when its store is closed in the middle of an operation.
      await Promise.race([Promise.all(underway), setTimeout(closeWithinMilliseconds, undefined, { ref: false })]);
      await close(server);
    },
  };
}
