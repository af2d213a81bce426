import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import type * as z from 'zod/mini';
import type { Caller } from '#lib/reset/limits.ts';
import type { Cause, MailLimits } from '#lib/reset/ports.ts';
import type { Reach, Verb } from '#lib/reset/reach.ts';
import type { RequestMetadata } from '#lib/reset/request-reset.ts';
import { madeOnce } from '#lib/runtime/made-once.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { checkInput } from './check-input.ts';
import { clientAddress } from './client-address.ts';
import { deviceIn } from './device-in.ts';
import { languagesIn } from './languages-in.ts';
import { parsePairs, readBody, readJsonObject } from './read-body.ts';
import { firstValues, readParameters, readQuery } from './read-parameters.ts';
import { RequestError } from './request-error.ts';
import type { Route } from './route.ts';

/** The ports that a route declares. Those that depend on a setting may be absent. */
export type PortsOf<R extends Route> = Declared<R> & Optional<R> & Upstream<R>;

type Declared<R extends Route> = Reach<R['touches'][number]>;

/**
 * The ports behind `mayTouch`, each of them optional. A route with
 * `mayTouch: { verbs: ['accounts.find'], unless: 'concealStudioAccounts' }` has
 * `Optional<R>` = `{ accounts?: { find(reference): Promise<Account | undefined> } }`. For a route without `mayTouch` it is `unknown`, which adds
 * nothing to an intersection.
 */
type Optional<R extends Route> = R extends { mayTouch: { verbs: readonly (infer V extends Verb)[] } }
  ? Partial<Reach<V>>
  : unknown;

/** The ports behind `touchesUpstream`. Those that `touches` does not name are there only if the accounts stay in the product's own server. */
type Upstream<R extends Route> = R extends { touchesUpstream: readonly (infer V extends Verb)[] } ? Partial<Reach<V>> : unknown;

type Output<Schema> = Schema extends () => z.ZodMiniType ? z.output<ReturnType<Schema>> : never;

/** One request. A function parses each part when it asks for it, so the order of its lines is the order of its checks. */
export type Call<R extends Route> = {
  ports: PortsOf<R>;
  settings: Settings;
  /** Epoch milliseconds. */
  now: number;
  /** `<base>` of the contracts. */
  baseUrl: string;
  caller: Caller;
  /** What a request for a reset mail takes from the call. */
  metadata: RequestMetadata;
  /** For the audit record of a password change by the account's owner. */
  cause: Cause;
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
  /** @throws {RequestError} `parameters-refused`, `body-too-large` */
  parameters(): Output<R['parameters']>;
  /**
   * One of the parameters by itself, for a credential that is checked before the others. Empty if it is absent.
   *
   * @throws {RequestError} `body-too-large`
   */
  parameter(name: string): string;
  /**
   * All values of one of the parameters by itself, as they were given. Empty if it is absent.
   *
   * @throws {RequestError} `body-too-large`
   */
  values(name: string): readonly string[];
};

export function makeCall<R extends Route>(
  route: R,
  event: APIGatewayProxyEventV2,
  context: Context,
  { ports, settings, now }: Pick<Call<R>, 'ports' | 'settings' | 'now'>,
): Call<R> {
  const header = (name: string) => event.headers?.[name] ?? '';
  const requestId = requestIdOf(event, context);
  const source = clientAddress(event.headers ?? {}, event.requestContext?.http?.sourceIp ?? 'unknown', settings);
  const given = madeOnce(() => readParameters(event, route.listParameters ?? []));
  return {
    ports,
    settings,
    now,
    event,
    header,
    cookies: event.cookies ?? header('cookie').split('; '),
    baseUrl: baseUrlOf(event, settings),
    caller: {
      ...source,
      requestsPerFiveMinutes: settings.requestsPerFiveMinutes,
      applicationRequestsPerFiveMinutes: settings.applicationRequestsPerFiveMinutes,
      now,
    },
    metadata: {
      requestId,
      address: source.address,
      languages: languagesIn(event.headers),
      timeZone: null,
      device: deviceIn(event.headers),
      mailLimits: mailLimitsOf(settings),
      now,
    },
    cause: { by: 'owner', actor: null, address: source.address, requestId },
    path: () => parse<R['path']>(route.path, event.pathParameters ?? {}, 'path-refused'),
    query: () => parse<R['query']>(route.query, firstValues(readQuery(event)), 'query-refused'),
    body: () => parse<R['body']>(route.body, bodyOf(route, event), 'body-refused'),
    parameters: () => parse<R['parameters']>(route.parameters, given(), 'parameters-refused'),
    parameter: (name) => [given()[name]].flat()[0] ?? '',
    values: (name) => [given()[name] ?? []].flat(),
  };
}

function mailLimitsOf({ mailsPerMinute, mailsPerTokenLifetime, tokenLifetimeMinutes }: Settings): MailLimits {
  return { mailsPerMinute, mailsPerTokenLifetime, tokenLifetimeMinutes };
}

/** API Gateway's id of the request, which the caller sees too. Events made by hand may have none. */
export function requestIdOf(event: APIGatewayProxyEventV2, context: Context | undefined): string {
  return event.requestContext?.requestId ?? context?.awsRequestId ?? 'unknown';
}

const contextPaths = ['/crafter-profile', '/studio'];

/**
 * The public URL, plus the product's context path if the request used it. It never comes from a request header (M5): the domain name in the
 * event's context is API Gateway's own.
 */
function baseUrlOf({ rawPath = '', requestContext }: APIGatewayProxyEventV2, { publicUrl }: Settings): string {
  const contextPath = contextPaths.find((prefix) => rawPath.startsWith(`${prefix}/`)) ?? '';
  return `${publicUrl ?? `https://${requestContext?.domainName ?? 'localhost'}`}${contextPath}`;
}

function bodyOf(route: Route, event: APIGatewayProxyEventV2): object {
  if (route.bodyIsForm) {
    return firstValues(parsePairs(readBody(event)));
  }
  return route.bodyMayBeAbsent && !event.body ? {} : readJsonObject(event);
}

type RefusedPart = 'path-refused' | 'query-refused' | 'body-refused' | 'parameters-refused';

function parse<Schema extends Route['path']>(schema: Route['path'], input: object, code: RefusedPart): Output<Schema> {
  if (schema === undefined) {
    throw new Error('the route declares no schema for what its function reads');
  }
  // For a schema that is there, Output is what its parse returns; the compiler does not follow that through the optional property.
  return checkInput(schema(), input, (fault) => new RequestError(code, fault)) as Output<Schema>;
}
