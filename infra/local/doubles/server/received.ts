import type { IncomingHttpHeaders } from 'node:http';

/** One request, as the double received it. */
export type Received = {
  method: string;
  /** As it was sent: percent-encoded, without the query. */
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  body: Buffer;
  /** Epoch milliseconds, with fractions: when the headers arrived, before the body did. */
  startedAt: number;
  /** Whether the client has closed the connection in the meantime. */
  hasClientLeft(): boolean;
};
