import { type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import * as z from 'zod/mini';

export type FrontCall = {
  method: string;
  /** As it is sent: nothing is normalised. */
  path: string;
  /** Names and values in turn. */
  headers?: readonly string[];
  body?: string;
  /** The client's address, on loopback. */
  from?: string;
};

const seenRequest = z.object({
  number: z.number(),
  method: z.string(),
  path: z.string(),
  headers: z.array(z.string()),
  body: z.string(),
});

/** A request as a server behind the front got it, its headers as names and values in turn. `number`: how many it got so far. */
export type SeenRequest = z.output<typeof seenRequest>;

export type FrontAnswer = {
  /** `nginx` if no server behind it got the request. */
  by: 'rekey' | 'product' | 'nginx';
  status: number;
  cookies: readonly string[];
  seen: SeenRequest | null;
  body: string;
};

/** Sends a request to a front on loopback. The servers behind it say who they are and what they got. */
export function sendToFront(port: number, call: FrontCall): Promise<FrontAnswer> {
  const { method, path, headers = [], body = '', from = '127.0.0.1' } = call;
  const length = body === '' ? [] : ['content-length', `${Buffer.byteLength(body)}`];
  return new Promise((resolve, reject) => {
    const sent = request({
      host: '127.0.0.1',
      port,
      localAddress: from,
      method,
      path,
      headers: ['host', 'cms.example.com', ...headers, ...length],
      agent: false,
    });
    sent.on('error', reject);
    sent.on('response', (response) => read(response).then(resolve, reject));
    sent.end(body);
  });
}

async function read(response: IncomingMessage): Promise<FrontAnswer> {
  const body = await text(response);
  const name = response.headers['x-answered-by'];
  const by = name === 'rekey' || name === 'product' ? name : 'nginx';
  return {
    by,
    status: response.statusCode ?? 0,
    cookies: response.headers['set-cookie'] ?? [],
    seen: by === 'nginx' ? null : seenRequest.parse(JSON.parse(body)),
    body,
  };
}
