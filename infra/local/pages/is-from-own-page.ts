import type { IncomingMessage } from 'node:http';
import { isThisServer } from '#infra/local/is-this-server.ts';

/**
 * Whether a request can only be from this server's own pages, or from a program of the developer's. Whatever web site the developer has
 * open can send requests to this machine too, but its pages' requests name themselves in `Sec-Fetch-Site`.
 */
export function isFromOwnPage(request: IncomingMessage): boolean {
  const site = request.headers['sec-fetch-site'];
  return isThisServer(request) && (site === undefined || site === 'same-origin' || site === 'none');
}
