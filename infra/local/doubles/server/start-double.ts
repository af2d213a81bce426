import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer, type ServerOptions } from 'node:https';
import { setTimeout } from 'node:timers/promises';
import { close } from '#infra/local/close.ts';
import { listen, type Port } from '#infra/local/listen.ts';
import { type Fault, Faults, type Injection } from './faults.ts';
import type { Received } from './received.ts';
import { htmlReply, type Reply } from './reply.ts';

export type DoubleOptions = {
  /** Any free port, if absent. */
  port?: Port;
  /** The key and the certificate of an https server; http, if absent. */
  tls?: ServerOptions;
  /** Epoch milliseconds, with fractions. */
  now?: () => number;
};

export type Double = {
  /** What an operator would name as the server's URL, without a slash at the end. */
  url: string;
  /** Every request that arrived whole, in order, also those that a fault hit. */
  requests: readonly Received[];
  inject(injection: Injection): void;
  clearFaults(): void;
  /** Requests that Rekey should have answered itself, as method and path. */
  misrouted: readonly string[];
  /**
   * Closes the server, hanging calls included.
   *
   * @throws {Error} when a request was misrouted
   */
  stop(): Promise<void>;
};

const bigAnswerBytes = 2 * 1024 * 1024;
const redirectPrefix = '/redirected';

/** @param misroute says that Rekey should have answered the request itself */
export type AnswerRequest = (request: Received, misroute: () => void) => Promise<Reply>;

/** Starts an HTTP server on loopback that stands in for a product's own, with faults on demand. */
export async function startDouble(answerRequest: AnswerRequest, options: DoubleOptions): Promise<Double> {
  const { port = { number: 0, variable: 'PORT' }, tls, now = preciseNow } = options;
  const requests: Received[] = [];
  const faults = new Faults();
  const misrouted: string[] = [];
  const answer = (request: Received) => answerRequest(request, () => misrouted.push(`${request.method} ${request.path}`));

  const listener = async (incoming: IncomingMessage, response: ServerResponse) => {
    const received = await receive(incoming, response, now());
    if (received === undefined) {
      return;
    }
    requests.push(received);
    const isRedirected = received.path.startsWith(redirectPrefix);
    const direct = isRedirected ? { ...received, path: received.path.slice(redirectPrefix.length) } : received;
    await respond(direct, response, isRedirected ? undefined : faults.take(received), answer);
  };
  const server: Server = tls ? createTlsServer(tls, listener) : createServer(listener);
  const listening = await listen(server, port);
  return {
    url: tls ? listening.replace('http:', 'https:') : listening,
    requests,
    inject: (injection) => faults.inject(injection),
    clearFaults: () => faults.clear(),
    misrouted,
    stop: async () => {
      await close(server);
      if (misrouted.length > 0) {
        throw new Error(`The product's server got calls that belong to Rekey: ${misrouted.join(', ')}`);
      }
    },
  };
}

/** Epoch milliseconds, to the microsecond. */
export function preciseNow(): number {
  return performance.timeOrigin + performance.now();
}

/** Undefined if the client left before its body was complete. */
async function receive(incoming: IncomingMessage, response: ServerResponse, startedAt: number): Promise<Received | undefined> {
  const { pathname, searchParams } = splitUrl(incoming.url ?? '/');
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of incoming) {
      chunks.push(chunk);
    }
  } catch {
    return undefined;
  }
  return {
    method: incoming.method ?? 'GET',
    path: pathname,
    query: searchParams,
    headers: incoming.headers,
    body: Buffer.concat(chunks),
    startedAt,
    hasClientLeft: () => response.destroyed,
  };
}

/** The path as it was sent: the URL parser would resolve dot segments. */
function splitUrl(url: string): { pathname: string; searchParams: URLSearchParams } {
  const at = url.indexOf('?');
  return at === -1
    ? { pathname: url, searchParams: new URLSearchParams() }
    : { pathname: url.slice(0, at), searchParams: new URLSearchParams(url.slice(at + 1)) };
}

async function respond(
  received: Received,
  response: ServerResponse,
  fault: Fault | undefined,
  answer: (request: Received) => Promise<Reply>,
): Promise<void> {
  const answered = async () => {
    try {
      return await answer(fault?.kind === 'big' ? withoutCompression(received) : received);
    } catch (error) {
      console.error(error);
      return htmlReply(500, 'The double failed');
    }
  };
  switch (fault?.kind) {
    case 'drop-answer':
      await answered();
      response.destroy();
      return;
    case 'drop-before':
      response.destroy();
      return;
    case 'hang':
      return;
    case 'late':
      await (typeof fault.until === 'number' ? setTimeout(fault.until) : fault.until);
      break;
    case 'before-write':
      await fault.run();
      break;
    case 'refuse':
    case 'html-500':
    case 'empty-200':
    case 'redirect':
      write(response, replyInstead(fault, received));
      return;
    default:
      break;
  }
  const reply = await answered();
  write(response, fault?.kind === 'big' ? { ...reply, body: enlarge(reply.body) } : reply);
}

function replyInstead(
  fault: Extract<Fault, { kind: 'refuse' | 'html-500' | 'empty-200' | 'redirect' }>,
  { path, query }: Received,
): Reply {
  switch (fault.kind) {
    case 'refuse':
      return { status: fault.status, headers: fault.headers ?? { 'Content-Type': 'application/json' }, body: fault.body };
    case 'html-500':
      return htmlReply(500, 'Internal Server Error');
    case 'empty-200':
      return { status: 200, headers: {}, body: '' };
    case 'redirect': {
      const location = `${redirectPrefix}${path}${query.size > 0 ? `?${query}` : ''}`;
      return { status: 307, headers: { Location: location }, body: '' };
    }
  }
}

/** Blanks cannot follow a compressed answer. */
function withoutCompression(received: Received): Received {
  const { 'accept-encoding': _, ...headers } = received.headers;
  return { ...received, headers };
}

function enlarge(body: string | Buffer): Buffer {
  return Buffer.concat([Buffer.from(body), Buffer.alloc(bigAnswerBytes, ' ')]);
}

function write(response: ServerResponse, { status, headers, body }: Reply): void {
  response.writeHead(status, { ...headers, 'Content-Length': Buffer.byteLength(body) });
  response.end(body);
}
