import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { GoldenRequest, GoldenResponse } from './exchange.ts';
import { addressOf } from './send-event.ts';

/** Headers that the transport adds. */
const transportHeaders = ['date', 'connection', 'keep-alive', 'content-length', 'transfer-encoding', 'apigw-requestid'];

/** Headers that API Gateway adds. */
const timeoutMilliseconds = 30_000;

/**
 * Sends a request over HTTP, byte for byte as given. No client normalizes its path.
 *
 * @param address the address that the request comes from, if a server on this machine must tell clients apart
 * @throws when there is no answer within 30 seconds
 */
export function sendHttp(
  baseUrl: string,
  { method, path, headers = {}, body }: GoldenRequest,
  address?: number,
): Promise<GoldenResponse> {
  const { protocol, hostname, port, pathname } = new URL(baseUrl);
  const request = protocol === 'https:' ? httpsRequest : httpRequest;
  const options = {
    hostname,
    port,
    method,
    path: `${pathname.replace(/\/$/, '')}${path}`,
    headers,
    timeout: timeoutMilliseconds,
    ...(address !== undefined && { localAddress: addressOf(address) }),
  };
  return new Promise((resolve, reject) => {
    const sent = request(options, (response) => {
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
    sent.on('timeout', () => sent.destroy(new Error(`no answer within ${timeoutMilliseconds / 1000} seconds`)));
    sent.on('error', reject);
    sent.end(body);
  });
}
