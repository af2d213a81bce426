import { once } from 'node:events';
import {
  Agent,
  createServer,
  request as httpRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

export type LineCall = {
  /** The number of the call, from 1, since `calls` was last emptied. */
  number: number;
  /** For example `UpdateItem`; for SES, the action. */
  operation: string;
  body: string;
};

/** What happens to a call: it never arrives, it arrives and its answer is lost, nothing answers, or the test answers instead. */
export type Fault = 'lost' | 'answer-lost' | 'silent' | { status: number; type: string; body: string };

export type Line = {
  url: string;
  calls: LineCall[];
  /** Decides about every call, retries included. */
  fault: (call: LineCall) => Fault | undefined;
  close(): Promise<void>;
};

type Passed = { status: number; headers: IncomingHttpHeaders; body: Buffer };

/** A network line to an AWS service, with faults that a test orders. */
export async function startLine(target: string): Promise<Line> {
  const agent = new Agent({ keepAlive: false });
  const line: Line = { url: '', calls: [], fault: () => undefined, close };
  const underway = new Set<Promise<void>>();
  const server = createServer((request, response) => {
    const served = serve(request, response)
      .catch(() => void response.destroy())
      .finally(() => underway.delete(served));
    underway.add(served);
  });
  // Never: a connection that is closed while a slow machine is about to use it looks like a fault that no test ordered.
  server.keepAliveTimeout = 0;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  // The address of a server that listens on a port has this type.
  line.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return line;

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', headers } = request;
    const body = await buffer(request);
    const call = { number: line.calls.length + 1, operation: operationOf(headers, body), body: body.toString() };
    line.calls.push(call);
    const fault = line.fault(call);
    if (fault === 'silent') {
      return;
    }
    if (fault === 'lost') {
      return void response.destroy();
    }
    if (typeof fault === 'object') {
      return answer(response, { ...fault, headers: { 'content-type': fault.type } });
    }
    const passed = await pass(target, method, headers, body, agent);
    if (fault === 'answer-lost') {
      return void response.destroy();
    }
    answer(response, passed);
  }

  async function close(): Promise<void> {
    // A refusal does not wait for the look-up beside it, so that look-up may still be running.
    await Promise.all(underway);
    agent.destroy();
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  }
}

function operationOf(headers: IncomingHttpHeaders, body: Buffer): string {
  const target = `${headers['x-amz-target'] ?? ''}`.split('.')[1];
  return target ?? new URLSearchParams(body.toString()).get('Action') ?? '';
}

function answer(response: ServerResponse, { status, headers, body }: Omit<Passed, 'body'> & { body: Buffer | string }): void {
  // The date follows the test's clock. The real clock is hours behind, and then the SDK would notice at each new second that it has to correct the difference.
  // After that it reports any error, even a permanent refusal, as one to try again.
  response.writeHead(status, { ...headers, date: new Date(Date.now()).toUTCString() }).end(body);
}

function pass(target: string, method: string, headers: IncomingHttpHeaders, body: Buffer, agent: Agent): Promise<Passed> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest(target, { method, headers, agent }, async (received) => {
      resolve({ status: received.statusCode ?? 0, headers: received.headers, body: await buffer(received) });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** An error answer of DynamoDB or Secrets Manager. */
export function jsonError(status: number, name: string): Fault {
  const body = JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${name}`, message: 'ordered by a test' });
  return { status, type: 'application/x-amz-json-1.0', body };
}

/** An error answer of SES. */
export function mailError(status: number, code: string): Fault {
  const error = `<Error><Type>Sender</Type><Code>${code}</Code><Message>ordered by a test</Message></Error>`;
  const namespace = 'http://ses.amazonaws.com/doc/2010-12-01/';
  return {
    status,
    type: 'text/xml',
    body: `<ErrorResponse xmlns="${namespace}">${error}<RequestId>1</RequestId></ErrorResponse>`,
  };
}
