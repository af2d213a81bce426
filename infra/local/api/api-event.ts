import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { FoundRoute } from './find-route.ts';
import { loopback } from './listen.ts';

const textTypes = /^(text\/[^;]*|application\/(json|xml|javascript))\s*(;|$)/i;

const hopByHop = ['connection', 'keep-alive', 'proxy-connection', 'te', 'trailer', 'transfer-encoding', 'upgrade'];

export type ReceivedRequest = {
  request: IncomingMessage;
  requestId: string;
  /** Decoded. */
  path: string;
  rawQueryString: string;
  body: Buffer;
};

/** Makes the event, payload format 2.0, that API Gateway's HTTP API makes from a request to its `$default` stage. */
export function apiEvent(
  { request, requestId, path, rawQueryString, body }: ReceivedRequest,
  route: FoundRoute,
): APIGatewayProxyEventV2 {
  const now = new Date();
  const sourceIp = request.socket.remoteAddress ?? loopback;
  const cookies = request.headersDistinct.cookie?.flatMap((header) => header.split('; '));
  return {
    version: '2.0',
    routeKey: route.routeKey,
    rawPath: path,
    rawQueryString,
    ...(cookies && { cookies }),
    headers: headersOf(request, sourceIp, body),
    ...(rawQueryString !== '' && { queryStringParameters: queryParameters(rawQueryString) }),
    requestContext: {
      accountId: '000000000000',
      apiId: 'local',
      domainName: loopback,
      domainPrefix: 'local',
      http: {
        method: request.method ?? '',
        path,
        protocol: `HTTP/${request.httpVersion}`,
        sourceIp,
        userAgent: request.headers['user-agent'] ?? '',
      },
      requestId,
      routeKey: route.routeKey,
      stage: '$default',
      time: gatewayTime(now),
      timeEpoch: now.getTime(),
    },
    ...(route.pathParameters && { pathParameters: { ...route.pathParameters } }),
    ...bodyFields(body, request.headers['content-type']),
  };
}

/** For example `12/Mar/2020:19:03:58 +0000`. */
function gatewayTime(date: Date): string {
  // Thu, 12 Mar 2020 19:03:58 GMT. The language settings of the machine do not change it.
  const [, day, month, year, time] = date.toUTCString().split(' ');
  return `${day}/${month}/${year}:${time} +0000`;
}

function headersOf(request: IncomingMessage, sourceIp: string, body: Buffer): { [name: string]: string } {
  const headers = new Map<string, string>();
  for (const [name, values = []] of Object.entries(request.headersDistinct)) {
    if (name !== 'cookie' && !hopByHop.includes(name)) {
      headers.set(name, values.join(','));
    }
  }
  headers.set('content-length', `${body.length}`);
  headers.set(
    'x-amzn-trace-id',
    `Root=1-${Math.floor(Date.now() / 1000).toString(16)}-${randomUUID().replaceAll('-', '').slice(8)}`,
  );
  headers.set('x-forwarded-for', [...(request.headersDistinct['x-forwarded-for'] ?? []), sourceIp].join(', '));
  headers.set('x-forwarded-port', `${request.socket.localPort}`);
  headers.set('x-forwarded-proto', 'http');
  return Object.fromEntries(headers);
}

function queryParameters(rawQueryString: string): { [name: string]: string } {
  const query = new URLSearchParams(rawQueryString);
  return Object.fromEntries([...query.keys()].map((name) => [name, query.getAll(name).join(',')]));
}

function bodyFields(body: Buffer, contentType: string | undefined): Pick<APIGatewayProxyEventV2, 'body' | 'isBase64Encoded'> {
  if (body.length === 0) {
    return { isBase64Encoded: false };
  }
  const isText = textTypes.test(contentType ?? '');
  return { body: body.toString(isText ? 'utf8' : 'base64'), isBase64Encoded: !isText };
}
