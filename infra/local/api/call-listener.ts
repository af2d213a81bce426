import {
  type IncomingHttpHeaders,
  IncomingMessage,
  type OutgoingHttpHeaders,
  type RequestListener,
  ServerResponse,
} from 'node:http';
import { Socket } from 'node:net';

export type HttpCall = { method: string; url: string; headers: IncomingHttpHeaders; body: Buffer };

export type HttpAnswer = { status: number; headers: OutgoingHttpHeaders; body: Buffer };

/** A request asks its socket only how much to buffer. */
const noSocket = new Socket();

/** Calls a request listener without a network. The listener must answer with a single `end`, as dynalite does. */
export function callListener(listener: RequestListener, call: HttpCall): Promise<HttpAnswer> {
  const request = new IncomingMessage(noSocket);
  // If a request ends before it is complete, Node takes it for one that the client broke off, and makes an error with a stack.
  Object.assign(request, { method: call.method, url: call.url, headers: call.headers, complete: true });
  const response = new ServerResponse(request);
  return new Promise((resolve) => {
    response.end = (body?: unknown) => {
      const bytes = typeof body === 'string' || Buffer.isBuffer(body) ? Buffer.from(body) : Buffer.alloc(0);
      resolve({ status: response.statusCode, headers: response.getHeaders(), body: bytes });
      return response;
    };
    listener(request, response);
    request.push(call.body);
    request.push(null);
  });
}
