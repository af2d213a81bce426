import type { IncomingHttpHeaders } from 'node:http';

/** One request, as the double received it. */
export type Received = {
  method: string;
  /** As it was sent: percent-encoded, without the query. */
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  body: Buffer;
  /** When the headers arrived, in epoch milliseconds with fractions. The body may arrive later. */
  startedAt: number;
  /** Whether the client has closed the connection in the meantime. */
  hasClientLeft(): boolean;
};
