import type { IncomingMessage } from 'node:http';

/**
 * Whether a request means this server by a name that only this machine has. A site whose domain is made to lead here (DNS rebinding) is the
 * same origin to the browser but brings its own name in `Host`; another origin's page brings its own in `Origin`, where it brings any.
 */
export function isThisServer({ headers, socket }: IncomingMessage): boolean {
  const { host = '', origin } = headers;
  const [, name = '', port = '80'] = /^(127\.0\.0\.1|localhost|\[::1\])(?::(\d+))?$/i.exec(host) ?? [];
  return name !== '' && port === `${socket.localPort}` && (origin === undefined || origin === `http://${host}`);
}
