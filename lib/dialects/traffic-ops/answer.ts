import { createHash } from 'node:crypto';
import type { RouteAnswer } from '#lib/http/answer.ts';

type Alert = { level: 'success' | 'error'; text: string };

/** The headers of the document's example, without `Set-Cookie` on purpose (ADR 3). */
const documentedHeaders = {
  'Access-Control-Allow-Credentials': 'true',
  'Access-Control-Allow-Headers': 'Origin, X-Requested-With, Content-Type, Accept',
  'Access-Control-Allow-Methods': 'POST,GET,OPTIONS,PUT,DELETE',
  'Access-Control-Allow-Origin': '*',
  'Cache-Control': 'no-cache, no-store, max-age=0, must-revalidate',
  'Content-Type': 'application/json',
  Vary: 'Accept-Encoding',
  'X-Server-Name': 'traffic_ops_golang/',
};

export function answer(
  status: number,
  content: { alerts?: readonly Alert[]; response?: unknown },
  more: Omit<Partial<RouteAnswer>, 'status' | 'body'> = {},
): RouteAnswer {
  const body = `${JSON.stringify(content)}\n`;
  const digest = createHash('sha512').update(body).digest('base64');
  return { ...more, status, headers: { ...documentedHeaders, 'Whole-Content-Sha512': digest, ...more.headers }, body };
}

export const success = (text: string): Alert => ({ level: 'success', text });
export const error = (text: string): Alert => ({ level: 'error', text });
