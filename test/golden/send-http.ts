import { request as httpRequest } from 'node:http';
import type { GoldenRequest, GoldenResponse } from './exchange.ts';
import { addressOf } from './send-event.ts';

/** What the transport adds by itself. */
const transportHeaders = ['date', 'connection', 'keep-alive', 'content-length', 'transfer-encoding', 'apigw-requestid'];

/** Sends a request over HTTP, byte for byte as it stands (no client's normalisation of paths). */
export function sendHttp(
  baseUrl: string,
  { method, path, headers = {}, body }: GoldenRequest,
  address: number,
): Promise<GoldenResponse> {
  const { hostname, port } = new URL(baseUrl);
  return new Promise((resolve, reject) => {
    const sent = httpRequest({ hostname, port, method, path, headers, localAddress: addressOf(address) }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const received = Object.entries(response.headersDistinct).filter(([name]) => !transportHeaders.includes(name));
        const joined = received.map(([name, values = []]) => [name, values.join('\n')]);
        resolve({
          status: response.statusCode ?? 0,
          headers: Object.fromEntries(joined),
          body: Buffer.concat(chunks).toString(),
        });
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
