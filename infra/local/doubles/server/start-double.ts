import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer, type ServerOptions } from 'node:https';
import { close, listen, type Port } from '#infra/local/api/listen.ts';
import { Faults, type Injection } from './faults.ts';
import type { Received } from './received.ts';
import type { Reply } from './reply.ts';
import { redirectPrefix, respond } from './respond.ts';

export type DoubleOptions = {
  /** Absent: any free port. */
  port?: Port;
  /** The key and the certificate of an https server. Absent: http. */
  tls?: ServerOptions;
  /** Epoch milliseconds, with fractions. */
  now?: () => number;
};

export type Double = {
  /** The URL that an operator would set for this server, without a slash at the end. */
  url: string;
  /** Every request that arrived whole, in order. Requests that a fault hit are included. */
  requests: readonly Received[];
  inject(injection: Injection): void;
  clearFaults(): void;
  /** Closes the connections that clients keep open between calls, as a server or a load balancer does after a while. */
  closeIdleConnections(): void;
  /** Resolves when no request is being handled, even one whose client has left. A request that hangs does not count. */
  idle(): Promise<void>;
  /** Requests that Rekey should have answered itself, as method and path. */
  misrouted: readonly string[];
  /**
   * Closes the server and the connections of hanging calls.
   *
   * @throws {Error} when a request was misrouted
   */
  stop(): Promise<void>;
};

/** @param misroute called when Rekey should have answered the request itself */
export type AnswerRequest = (request: Received, misroute: () => void) => Promise<Reply>;

/** Starts an HTTP server on loopback that stands in for a product's own server. Tests can inject faults. */
export async function startDouble(answerRequest: AnswerRequest, options: DoubleOptions): Promise<Double> {
  const { port = { number: 0, variable: 'PORT' }, tls, now = preciseNow } = options;
  const requests: Received[] = [];
  const faults = new Faults();
  const misrouted: string[] = [];
  const underway = new Set<Promise<void>>();
  const answer = (request: Received) => answerRequest(request, () => misrouted.push(`${request.method} ${request.path}`));

  const listener = async (incoming: IncomingMessage, response: ServerResponse) => {
    const received = await receive(incoming, response, now());
    if (received === undefined) {
      return;
    }
    requests.push(received);
    const isRedirected = received.path.startsWith(redirectPrefix);
    const direct = isRedirected ? { ...received, path: received.path.slice(redirectPrefix.length) } : received;
    const handled = respond(direct, response, isRedirected ? undefined : faults.take(received), answer);
    underway.add(handled);
    await handled.finally(() => underway.delete(handled));
  };
  const server: Server = tls ? createTlsServer(tls, listener) : createServer(listener);
  // Idle connections close only when a test says so.
  server.keepAliveTimeout = 0;
  const listening = await listen(server, port);
  return {
    url: tls ? listening.replace('http:', 'https:') : listening,
    requests,
    inject: (injection) => faults.inject(injection),
    clearFaults: () => faults.clear(),
    closeIdleConnections: () => server.closeIdleConnections(),
    idle: async () => {
      await Promise.all(underway);
    },
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

/** Keeps the path as it was sent. The URL parser would resolve dot segments. */
function splitUrl(url: string): { pathname: string; searchParams: URLSearchParams } {
  const at = url.indexOf('?');
  return at === -1
    ? { pathname: url, searchParams: new URLSearchParams() }
    : { pathname: url.slice(0, at), searchParams: new URLSearchParams(url.slice(at + 1)) };
}
