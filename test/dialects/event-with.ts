import type { APIGatewayProxyEventV2 } from 'aws-lambda';

type Parts = { headers?: { [name: string]: string }; query?: string; body?: string | object };

/** An event in which only these parts matter. Names of headers are in lower case, as the pipeline passes them on. */
export function eventWith({ headers = {}, query = '', body }: Parts = {}): APIGatewayProxyEventV2 {
  const http = { method: 'POST', path: '/', protocol: 'HTTP/1.1', sourceIp: '192.0.2.1', userAgent: 'jest' };
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: '/',
    rawQueryString: query,
    headers,
    requestContext: {
      accountId: '000000000000',
      apiId: 'test',
      domainName: 'test.execute-api.example.com',
      domainPrefix: 'test',
      http,
      requestId: 'a-request',
      routeKey: '$default',
      stage: '$default',
      time: '02/Jan/2024:09:00:00 +0000',
      timeEpoch: Date.UTC(2024, 0, 2, 9),
    },
    isBase64Encoded: false,
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  };
}
