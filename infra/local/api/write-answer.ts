import type { ServerResponse } from 'node:http';
import * as z from 'zod/mini';

/** What a function may return. API Gateway answers anything else with a 500 of its own. */
const functionResult = z.object({
  statusCode: z.int().check(z.gte(200), z.lte(599)),
  headers: z.nullish(z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]))),
  cookies: z.nullish(z.array(z.string())),
  body: z.nullish(z.string()),
  isBase64Encoded: z.nullish(z.boolean()),
});

/**
 * Writes a function's result as API Gateway does.
 *
 * @throws {z.core.$ZodError} when this is not a result, before anything is written. (API Gateway also accepts a result without a status
 * code; no function of ours relies on that.)
 */
export function writeAnswer(response: ServerResponse, result: unknown): void {
  const { statusCode, headers, cookies, body, isBase64Encoded } = z.parse(functionResult, result);
  const bytes = Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8');
  for (const [name, value] of Object.entries(headers ?? {})) {
    response.setHeader(name, `${value}`);
  }
  if (cookies && cookies.length > 0) {
    response.setHeader('Set-Cookie', cookies);
  }
  response.writeHead(statusCode, { 'Content-Length': bytes.length }).end(bytes);
}

/** Writes an answer of API Gateway's own. */
export function writeGatewayAnswer(response: ServerResponse, status: number, message: string): void {
  writeAnswer(response, {
    statusCode: status,
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ message }),
  });
}
