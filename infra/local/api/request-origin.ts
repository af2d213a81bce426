import type { IncomingMessage } from 'node:http';

/** Whether a request names the page that sent it. Every POST of a browser does; the requests of the SDK and of other programs do not. */
export function isFromBrowser({ headers }: IncomingMessage): boolean {
  return headers.origin !== undefined || headers['sec-fetch-site'] !== undefined;
}

/**
 * Whether a request addresses this server by a name that only this machine has. If a site points its own domain at this machine (DNS
 * rebinding), the browser treats the two as one origin, but `Host` holds the site's domain. A page of another origin sends its own origin in
 * `Origin`, if it sends one.
 */
export function isThisServer({ headers, socket }: IncomingMessage): boolean {
  const { host = '', origin } = headers;
  const [, name = '', port = '80'] = /^(127\.0\.0\.1|localhost|\[::1\])(?::(\d+))?$/i.exec(host) ?? [];
  return name !== '' && port === `${socket.localPort}` && (origin === undefined || origin === `http://${host}`);
}

/**
 * Whether a request can only come from this server's own pages, or from a program that the developer runs. Any web site that the developer
 * has open can send requests to this machine too, but the browser marks them in `Sec-Fetch-Site`.
 */
export function isFromOwnPage(request: IncomingMessage): boolean {
  const site = request.headers['sec-fetch-site'];
  return isThisServer(request) && (site === undefined || site === 'same-origin' || site === 'none');
}
