import http from 'node:http';
import https from 'node:https';
import { patience } from '#lib/runtime/patience.ts';
import { CallLimit } from './call-limit.ts';
import { exchange, type HttpOutcome } from './exchange.ts';
import { ServerMisconfigured, ServerUnavailable } from './product-server.ts';

/**
 * The client for a product's own server. It follows no redirect, checks certificates, and refuses answers over 1 MiB (U10).
 *
 * It does not use the handler of the AWS SDK, although that is in the bundle. That handler does not tell whether a request may have reached the
 * server, on which everything depends after a failure; it counts the TLS handshake to the answer and not to the connection; and it does not limit
 * answers. What is missing would take as much code as this client, which adds 2.5 kB to a bundle and loads no module that the SDK does not load.
 */
export type HttpClient = {
  send(call: HttpCall): Promise<HttpOutcome>;
  /** Closes the connections that are kept open. */
  close(): void;
};

export type HttpCall = {
  method: 'GET' | 'POST' | 'PUT';
  /** Follows the base URL. It begins with a slash, is percent-encoded and may have a query. */
  path: string;
  headers: { readonly [name: string]: string };
  body?: string | Buffer;
  /** From the connection to the last byte of the answer. It also limits how long the call waits for its turn. */
  answerMilliseconds: number;
};

export type HttpClientOptions = {
  /** The base URL of the server, without a slash at the end. */
  url: string;
  /** PEM. If it is given, the server's certificate must come from one of these authorities, and no public authority counts. */
  certificateAuthorities?: string;
  /** How many calls of this process may run at the same time. */
  maximumCalls: number;
};

export type HttpAnswer = Extract<HttpOutcome, { outcome: 'answer' }>;

export function httpClient({ url, certificateAuthorities, maximumCalls }: HttpClientOptions): HttpClient {
  const base = new URL(url);
  const { Agent } = base.protocol === 'https:' ? https : http;
  const connections = new Agent({ keepAlive: true });
  const limit = new CallLimit(maximumCalls);
  const attempt = (call: HttpCall, agent: http.Agent | false) =>
    exchange({
      url: base,
      agent,
      method: call.method,
      path: `${base.pathname.replace(/\/$/, '')}${call.path}`,
      headers: call.headers,
      body: call.body ?? '',
      ...(certificateAuthorities !== undefined && { ca: certificateAuthorities }),
      connectMilliseconds: patience(1000),
      answerMilliseconds: patience(call.answerMilliseconds),
    });
  const run = async (call: HttpCall): Promise<HttpOutcome> => {
    // A kept connection may be dead, above all after a thaw. A request that changes something gets a connection of its own, so that a dead one never
    // leaves open whether the change was made.
    if (call.method !== 'GET') {
      return attempt(call, false);
    }
    const { isConnectionLost, ...outcome } = await attempt(call, connections);
    return isConnectionLost ? attempt(call, false) : outcome;
  };
  return {
    send: async (call) =>
      (await limit.run(patience(call.answerMilliseconds), () => run(call))) ?? { outcome: 'never-sent', reason: 'BUSY' },
    close: () => connections.destroy(),
  };
}

/**
 * The answer to a read, or to a write whose outcome is not `no-answer`.
 *
 * @throws {ServerUnavailable} if there is no answer
 * @throws {ServerMisconfigured} if there is none because it is not the server that the settings name: it redirects, or its certificate does not verify
 */
export function requireAnswer(outcome: HttpOutcome): HttpAnswer {
  if (outcome.outcome === 'answer') {
    return outcome;
  }
  const { reason } = outcome;
  throw /CERT|VERIFY|^REDIRECT$/.test(reason) ? new ServerMisconfigured(reason) : new ServerUnavailable(reason);
}

/**
 * The answer to a call that changes something. Undefined: the call may have arrived, and nothing tells what became of it.
 *
 * @throws {ServerUnavailable} if nothing was sent
 * @throws {ServerMisconfigured} if nothing was sent because the certificate does not verify
 */
export function requireSent(outcome: HttpOutcome): HttpAnswer | undefined {
  return outcome.outcome === 'no-answer' ? undefined : requireAnswer(outcome);
}
