import type { IncomingMessage } from 'node:http';

/**
 * Whether a request can only be from this server's own pages, or from a program of the developer's. Whatever web site the developer has
 * open can send requests to this machine too: its pages' requests name themselves in `Sec-Fetch-Site`, and a site whose domain is made to
 * lead here (DNS rebinding) is the same origin to the browser but brings its own name in `Host`.
 */
export function isFromOwnPage({ headers, socket }: IncomingMessage): boolean {
  const site = headers['sec-fetch-site'];
  return isThisServer(headers.host ?? '', socket.localPort) && (site === undefined || site === 'same-origin' || site === 'none');
}

function isThisServer(host: string, localPort: number | undefined): boolean {
  const [, name = '', port = '80'] = /^(127\.0\.0\.1|localhost|\[::1\])(?::(\d+))?$/i.exec(host) ?? [];
  return name !== '' && port === `${localPort}`;
}
