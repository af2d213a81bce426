import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import type { LocalPages } from '#infra/local/pages/local-pages.ts';
import { apiEvent } from './api-event.ts';
import { type FoundRoute, findRoute, type LocalRoute } from './find-route.ts';
import { lambdaContext } from './lambda-context.ts';
import { close, listen, type Port } from './listen.ts';
import { writeAnswer, writeGatewayAnswer } from './write-answer.ts';

export type ApiHandler = (event: APIGatewayProxyEventV2, context: Context) => Promise<unknown>;

export type ApiOptions = {
  port: Port;
  /** Returns the routes to serve now. */
  routes: () => readonly LocalRoute[];
  /** Returns the function of a route by the route's id. */
  handlers: (routeId: string) => Promise<ApiHandler>;
  /** Their paths are literal, so they win over routes with parameters, as in API Gateway, and over no others. */
  pages?: LocalPages;
  /** Takes a line for the developer. The line never contains anything from a request. */
  report: (line: string) => void;
};

export type Api = { url: string; stop(): Promise<void> };

const maximumBodyBytes = 10 * 1024 * 1024;
const graceMilliseconds = 500;
/** API Gateway's limit on the request line and headers together. */
const maximumHeadBytes = 10_240;

type Called = { route: FoundRoute; path: string; rawQueryString: string; requestId: string };

/** Stands in for API Gateway's HTTP API with its `$default` stage. Functions get the same events and clients the same answers. */
export async function startApi(options: ApiOptions): Promise<Api> {
  const server = createServer({ maxHeaderSize: maximumHeadBytes }, (request, response) => {
    void serve(options, request, response).catch(() => response.destroy());
  });
  const url = await listen(server, options.port);
  return { url, stop: () => close(server, graceMilliseconds) };
}

/** An answer that API Gateway gives itself, without calling a function. */
class GatewayAnswer extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** Drops the host of an absolute-form target, because the client can write any host there. */
function splitTarget(target: string): { path: string; rawQueryString: string } {
  const [encodedPath = '', ...query] = target.replace(/^[a-z][a-z\d+.-]*:\/\/[^/?]*/i, '').split('?');
  try {
    return { path: decodeURIComponent(encodedPath), rawQueryString: query.join('?') };
  } catch {
    throw new GatewayAnswer(400, 'Bad Request');
  }
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    length += chunk.length;
    // The rest is read and dropped. Otherwise the client would never read the answer.
    if (length <= maximumBodyBytes) {
      chunks.push(chunk);
    }
  }
  if (length > maximumBodyBytes) {
    throw new GatewayAnswer(413, 'Request Too Long');
  }
  return Buffer.concat(chunks);
}

async function callFunction(handlers: ApiOptions['handlers'], request: IncomingMessage, called: Called): Promise<unknown> {
  const { route, ...received } = called;
  const body = await readBody(request);
  const handler = await handlers(route.id);
  return handler(apiEvent({ ...received, request, body }, route), lambdaContext(route.id));
}

async function answer(options: ApiOptions, request: IncomingMessage, response: ServerResponse, requestId: string): Promise<void> {
  const target = splitTarget(request.url ?? '');
  const route = findRoute(options.routes(), request.method ?? '', target.path);
  const isLiteral = route !== undefined && route.pathParameters === undefined;
  if (!isLiteral && (await options.pages?.(target.path, request, response))) {
    return;
  }
  if (route === undefined) {
    throw new GatewayAnswer(404, 'Not Found');
  }
  writeAnswer(response, await callFunction(options.handlers, request, { ...target, route, requestId }));
}

async function serve(options: ApiOptions, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const requestId = randomUUID();
  response.setHeader('Apigw-Requestid', requestId);
  try {
    await answer(options, request, response, requestId);
  } catch (error) {
    if (error instanceof GatewayAnswer) {
      return writeGatewayAnswer(response, error.status, error.message);
    }
    options.report(`API: request ${requestId} failed with ${error instanceof Error ? error.name : typeof error}`);
    writeGatewayAnswer(response, 500, 'Internal Server Error');
  }
}
