import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import type * as z from 'zod/mini';
import type { Caller } from '#lib/reset/limits.ts';
import type { Reach, Verb } from '#lib/reset/ports.ts';
import type { Asked } from '#lib/reset/request-reset.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { baseUrl } from './base-url.ts';
import { checkInput } from './check-input.ts';
import { clientAddress } from './client-address.ts';
import { parsePairs, readBody, readJsonObject } from './read-body.ts';
import { RequestError } from './request-error.ts';
import type { Route } from './route.ts';

type Output<Schema> = Schema extends z.ZodMiniType ? z.output<Schema> : never;
type Required<R extends Route> = Reach<R['touches'][number]>;
type Optional<R extends Route> = R extends { mayTouch: { verbs: readonly (infer V extends Verb)[] } }
  ? Partial<Reach<V>>
  : unknown;

/** The ports that a route declares; those that depend on the settings may be absent. */
export type PortsOf<R extends Route> = Required<R> & Optional<R>;

/** One request. Path, query and body are parsed each on its own, when asked for: the order of a function's lines is the order of its checks. */
export type Call<R extends Route> = {
  ports: PortsOf<R>;
  settings: Settings;
  /** Epoch milliseconds. */
  now: number;
  /** `<base>` of the contracts. */
  baseUrl: string;
  caller: Caller;
  /** What a request for a reset mail takes from the call. */
  asked: Omit<Asked, 'realm' | 'identifier'>;
  event: APIGatewayProxyEventV2;
  header(name: string): string;
  /** Each `name=value`. */
  cookies: readonly string[];
  /** @throws {RequestError} `path-refused` */
  path(): Output<R['path']>;
  /** @throws {RequestError} `query-refused` */
  query(): Output<R['query']>;
  /** @throws {RequestError} `body-refused`, `body-unreadable`, `body-too-large` */
  body(): Output<R['body']>;
};

export function makeCall<R extends Route>(
  route: R,
  event: APIGatewayProxyEventV2,
  context: Context,
  { ports, settings, now }: Pick<Call<R>, 'ports' | 'settings' | 'now'>,
): Call<R> {
  const header = (name: string) => event.headers?.[name] ?? '';
  const http = event.requestContext?.http;
  return {
    ports,
    settings,
    now,
    event,
    header,
    cookies: event.cookies ?? header('cookie').split('; '),
    baseUrl: baseUrl(event.rawPath ?? '', event.requestContext?.domainName ?? 'localhost', settings),
    caller: {
      address: clientAddress(event.headers ?? {}, http?.sourceIp ?? 'unknown', settings),
      requestsPerFiveMinutes: settings.requestsPerFiveMinutes,
      applicationRequestsPerFiveMinutes: settings.applicationRequestsPerFiveMinutes,
      now,
    },
    asked: {
      requestId: requestIdOf(event, context),
      // Longer than any browser sends is nothing that a language could be chosen by. The cut may halve a character, which no database stores.
      languages: header('accept-language').slice(0, 100).toWellFormed(),
      mailLimits: { mailsPerMinute: settings.mailsPerMinute, mailsPerHour: settings.mailsPerHour },
      now,
    },
    path: () => read<R['path']>(route.path, event.pathParameters ?? {}, (fault) => new RequestError('path-refused', fault)),
    query: () =>
      read<R['query']>(route.query, firstValues(readQuery(event)), (fault) => new RequestError('query-refused', fault)),
    body: () => read<R['body']>(route.body, bodyOf(route, event), (fault) => new RequestError('body-refused', fault)),
  };
}

/** API Gateway's id of the request, which the caller sees too; events made by hand may have none. */
export function requestIdOf(event: APIGatewayProxyEventV2, context: Context | undefined): string {
  return event.requestContext?.requestId ?? context?.awsRequestId ?? 'unknown';
}

/** Every value of every query parameter. Events made by hand may lack the raw query string. */
export function readQuery(event: APIGatewayProxyEventV2): { readonly [name: string]: string | readonly string[] | undefined } {
  return event.rawQueryString === undefined ? (event.queryStringParameters ?? {}) : parsePairs(event.rawQueryString);
}

function firstValues(query: ReturnType<typeof readQuery>): { [name: string]: string | undefined } {
  return Object.fromEntries(Object.entries(query).map(([name, value]) => [name, typeof value === 'string' ? value : value?.[0]]));
}

function bodyOf(route: Route, event: APIGatewayProxyEventV2): object {
  if (route.bodyIsForm) {
    return firstValues(parsePairs(readBody(event)));
  }
  return route.bodyMayBeAbsent && !event.body ? {} : readJsonObject(event);
}

function read<Schema>(
  schema: z.ZodMiniType | undefined,
  input: object,
  refuse: Parameters<typeof checkInput>[2],
): Output<Schema> {
  if (schema === undefined) {
    throw new Error('the route declares no schema for what its function reads');
  }
  // For a schema that is there, Output is what its parse returns; the compiler does not follow that through the optional property.
  return checkInput(schema, input, refuse) as Output<Schema>;
}
