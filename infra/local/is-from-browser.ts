import type { IncomingMessage } from 'node:http';

/** Whether a request says which page it comes from. Every POST of a browser does; the SDK's and other programs' do not. */
export function isFromBrowser({ headers }: IncomingMessage): boolean {
  return headers.origin !== undefined || headers['sec-fetch-site'] !== undefined;
}
