import { randomUUID } from 'node:crypto';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { findRoute } from '#infra/local/api/find-route.ts';
import { lambdaContext } from '#infra/local/api/lambda-context.ts';
import { routes } from '#lib/routes.ts';
import type { GoldenRequest, GoldenResponse } from './exchange.ts';

export type Handler = (event: APIGatewayProxyEventV2, context: Context) => Promise<APIGatewayProxyStructuredResultV2>;

/** Passes a request to a function's `handler` as API Gateway's payload version 2.0, without a server in between. */
export async function sendEvent(
  routeId: string,
  handler: Handler,
  request: GoldenRequest,
  address: number,
): Promise<GoldenResponse> {
  const result = await handler(eventOf(request, address), lambdaContext(routeId));
  const { statusCode = 0, headers = {}, cookies, body = '', isBase64Encoded } = result;
  return {
    status: statusCode,
    headers: { ...stringsOf(headers), ...(cookies && { 'set-cookie': cookies.join('\n') }) },
    // Bytes that are not text have one character each.
    body: isBase64Encoded ? Buffer.from(body, 'base64').toString('latin1') : body,
  };
}

/** The event that API Gateway makes from a request. `address` is the client's. */
export function eventOf({ method, path, headers = {}, body }: GoldenRequest, address: number): APIGatewayProxyEventV2 {
  const [rawPath = '', ...query] = path.split('?');
  const decodedPath = decodeURIComponent(rawPath);
  const found = findRoute(routes, method, decodedPath);
  if (found === undefined) {
    throw new Error(`no route for ${method} ${path}`);
  }
  const { cookie, ...others } = headers;
  const contentType = headers['content-type'] ?? headers['Content-Type'] ?? 'application/octet-stream';
  const isText = /^(text|application\/(json|xml))/.test(contentType);
  const http = { method, path: decodedPath, protocol: 'HTTP/1.1', sourceIp: addressOf(address), userAgent: 'jest' };
  const now = Date.now();
  return {
    version: '2.0',
    routeKey: found.routeKey,
    rawPath: decodedPath,
    rawQueryString: query.join('?'),
    headers: others,
    ...(cookie !== undefined && { cookies: cookie.split('; ') }),
    pathParameters: { ...found.pathParameters },
    requestContext: {
      accountId: '000000000000',
      apiId: 'test',
      domainName: 'test.execute-api.example.com',
      domainPrefix: 'test',
      http,
      requestId: randomUUID(),
      routeKey: found.routeKey,
      stage: '$default',
      time: new Date(now).toUTCString(),
      timeEpoch: now,
    },
    isBase64Encoded: body !== undefined && !isText,
    ...(body !== undefined && { body: Buffer.from(body).toString(isText ? 'utf8' : 'base64') }),
  };
}

/** An address of the loopback network, to which a client can also bind. */
export function addressOf(number: number): string {
  return `127.1.${number >> 8}.${number & 255}`;
}

function stringsOf(headers: { [name: string]: string | number | boolean }): { [name: string]: string } {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}
