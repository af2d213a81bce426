import middy, { type MiddlewareObj } from '@middy/core';
import httpHeaderNormalizer from '@middy/http-header-normalizer';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { CodedError } from '#lib/reset/errors.ts';
import type { Ports } from '#lib/reset/reach.ts';
import { isWellFormedToken, sha256 } from '#lib/reset/token.ts';
import { type Adapters, openPorts } from '#lib/runtime/adapters.ts';
import { inInitPhase } from '#lib/runtime/init-phase.ts';
import { logger, metrics, withoutMessage } from '#lib/runtime/log.ts';
import { madeOnce } from '#lib/runtime/made-once.ts';
import { currentSettings, type Settings } from '#lib/settings/settings.ts';
import type { RouteAnswer } from './answer.ts';
import { type Call, makeCall, type PortsOf, requestIdOf } from './call.ts';
import { clientAddress } from './client-address.ts';
import type { Refuse } from './dialect.ts';
import { requireProxy } from './proxy-secret.ts';
import { RequestError } from './request-error.ts';
import { type Route, verbsInForce } from './route.ts';
import { securityHeaders } from './security-headers.ts';

type Handler = (event: APIGatewayProxyEventV2, context: Context) => Promise<APIGatewayProxyStructuredResultV2>;

/** A route's handler over the process's own settings and the adapters of its function. */
export type Endpoint<Name extends keyof Ports = keyof Ports> = Handler & {
  /** The same handler over other adapters and settings. It opens only the ports that its route declares. */
  with(adapters: Adapters<Name>, settings: Settings): Handler;
};

type PortNames<R extends Route> = keyof PortsOf<R> & keyof Ports;
type Opened<R extends Route> = { ports: PortsOf<R>; settings: Settings };

/**
 * The Lambda handler of a route: the call, its answer or the dialect's refusal, the headers that every answer has, one log line.
 *
 * @param adapters one for each port that the route declares
 */
export function defineEndpoint<R extends Route>(
  route: R,
  refuse: Refuse,
  adapters: Adapters<PortNames<R>>,
  answer: (call: Call<R>) => Promise<RouteAnswer>,
): Endpoint<PortNames<R>> {
  const openWith = (given: Adapters<PortNames<R>>, settings: () => Settings) =>
    madeOnce((): Opened<R> => ({ settings: settings(), ports: portsOf(route, given, settings()) }));
  const handlerOf = (open: () => Opened<R>, settings: () => Settings): Handler =>
    middy()
      .use(requestLog(route, settings))
      .use(securityHeaders(settings))
      .use(result())
      .use(httpHeaderNormalizer())
      .use(refusal(route, refuse))
      .handler(async (event: APIGatewayProxyEventV2, context: Context) => {
        const opened = open();
        requireProxy(event.headers ?? {}, opened.settings);
        return answer(makeCall(route, event, context, { ...opened, now: Date.now() }));
      });
  const open = openWith(adapters, currentSettings);
  inInitPhase(() => prepare(route, () => open().ports));
  return Object.assign(handlerOf(open, currentSettings), {
    with: (given: Adapters<PortNames<R>>, settings: Settings) =>
      handlerOf(
        openWith(given, () => settings),
        () => settings,
      ),
  });
}

/** Reads the settings, opens the ports, and reads the secrets that the route needs. A freeze in the middle of a read would lose its answer. */
async function prepare(route: Route, open: () => unknown): Promise<void> {
  try {
    // These are the ports that the route declares. The compiler cannot follow which of them exist.
    const { secrets } = open() as Partial<Pick<Ports, 'secrets'>>;
    const names = (['administrators', 'trafficOpsSessions'] as const).filter((name) => route.touches.includes(`secrets.${name}`));
    await Promise.all(names.map((name) => secrets?.[name]()));
  } catch {
    // The first request meets the same fault, and the dialect answers it.
  }
}

function portsOf<R extends Route>(route: R, adapters: Adapters<PortNames<R>>, settings: Settings): PortsOf<R> {
  const names = new Set(verbsInForce(route, settings).map((verb) => verb.split('.')[0] ?? ''));
  // The declared verbs and the type come from the same route. The compiler cannot follow the look-up by name.
  return openPorts(adapters, settings, names) as unknown as PortsOf<R>;
}

/** Lets the dialect refuse. It is attached last, so its onError runs first and the other steps complete the refusal. */
function refusal(route: Route, refuse: Refuse): Step<RouteAnswer> {
  return {
    onError: async (request) => {
      const { error, event, context } = request;
      const requestId = requestIdOf(event, context);
      const isExpected = refuse.expects(error);
      if (!isExpected) {
        const code = error instanceof CodedError ? { code: error.code } : {};
        logger.error('unexpected failure', { route: route.id, requestId, ...code, ...withoutMessage(error) });
      }
      const refused = await refuse(error, { routeId: route.id, requestId, event });
      request.response = { ...refused, notes: { failure: isExpected ? error.code : 'unexpected' } };
      request.internal.refusal = isExpected && !(error instanceof RequestError) ? error : undefined;
    },
  };
}

type Internal = { startedAt?: number; notes?: RouteAnswer['notes']; refusal?: CodedError<string, unknown> | undefined };
/** One step of the pipeline. `Response` is what the steps before it have left: the dialect's answer, API Gateway's result, or either. */
type Step<Response> = MiddlewareObj<APIGatewayProxyEventV2, Response, Error, Context, Internal>;

/** Turns the dialect's answer into API Gateway's result. */
function result(): Step<RouteAnswer | APIGatewayProxyStructuredResultV2> {
  const step: ReturnType<typeof result>['after'] = (request) => {
    if (!request.response || !('status' in request.response)) {
      throw new Error('the route was left without an answer');
    }
    const { status, headers, cookies, body, isBase64Encoded = false, notes } = request.response;
    request.internal.notes = notes;
    request.response = {
      statusCode: status,
      headers: { ...headers },
      ...(cookies && { cookies: [...cookies] }),
      body,
      isBase64Encoded,
    };
  };
  return { after: step, onError: step };
}

/** Writes one line per request, and the metrics that alarms need. It is attached first, so it runs last. */
function requestLog(route: Route, settings: () => Settings): Step<APIGatewayProxyStructuredResultV2> {
  const write: ReturnType<typeof requestLog>['after'] = ({ event, context, response, internal }) => {
    const { startedAt = performance.now(), notes } = internal;
    logger.info('request', {
      route: route.id,
      requestId: requestIdOf(event, context),
      status: response?.statusCode,
      durationMs: Math.round(performance.now() - startedAt),
      ...notes,
      ...refusedIn(event, internal, settings),
    });
    if (notes?.failure === 'token-refused') {
      metrics.addMetric('TokensRefused', 1);
    }
    metrics.publishStoredMetrics();
  };
  return {
    before: (request) => {
      request.internal.startedAt = performance.now();
    },
    after: write,
    onError: write,
  };
}

/**
 * What the audit needs to know of a refusal, which writes nothing to a table (A7). The line names nobody: the hash of a token opens nothing, and only
 * the audit function can find out whose token it is.
 */
function refusedIn(
  { headers = {}, requestContext }: APIGatewayProxyEventV2,
  { refusal, notes }: Internal,
  settings: () => Settings,
): { refused?: true; from?: string; refusedToken?: string } {
  if (refusal === undefined && notes?.passedOn === undefined && notes?.asking !== 'throttled') {
    return {};
  }
  const { address } = clientAddress(headers, requestContext?.http?.sourceIp ?? 'unknown', settings());
  const given = refusal?.code === 'token-refused' ? Object(refusal.detail).given : '';
  const refusedToken = refusal?.tokenHash ?? (isWellFormedToken(given) ? sha256(given) : undefined);
  return { refused: true, from: address, ...(refusedToken !== undefined && { refusedToken }) };
}
