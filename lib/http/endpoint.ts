import middy, { type MiddlewareObj } from '@middy/core';
import httpHeaderNormalizer from '@middy/http-header-normalizer';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import type { Ports } from '#lib/reset/ports.ts';
import { started } from '#lib/reset/started.ts';
import { type Adapters, openPorts } from '#lib/runtime/adapters.ts';
import { inInitPhase } from '#lib/runtime/init-phase.ts';
import { logger, metrics } from '#lib/runtime/log.ts';
import { madeOnce } from '#lib/runtime/made-once.ts';
import { withoutMessage } from '#lib/runtime/without-message.ts';
import { currentSettings, type Settings } from '#lib/settings/settings.ts';
import type { Answer } from './answer.ts';
import { type Call, makeCall, type PortsOf, requestIdOf } from './call.ts';
import { isRefusal, type Refuse } from './dialect.ts';
import type { Route } from './route.ts';
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
  answer: (call: Call<R>) => Promise<Answer>,
): Endpoint<PortNames<R>> {
  const openWith = (given: Adapters<PortNames<R>>, settings: () => Settings) =>
    madeOnce((): Opened<R> => ({ settings: settings(), ports: portsOf(route, given, settings()) }));
  const handlerOf = (open: () => Opened<R>, settings: () => Settings): Handler =>
    middy()
      .use(requestLog(route))
      .use(securityHeaders(settings))
      .use(result())
      .use(httpHeaderNormalizer())
      .use(refusal(route, refuse))
      .handler(async (event: APIGatewayProxyEventV2, context: Context) =>
        answer(makeCall(route, event, context, { ...open(), now: Date.now() })),
      );
  const open = openWith(adapters, currentSettings);
  inInitPhase(async () => prepare(route, () => open().ports));
  return Object.assign(handlerOf(open, currentSettings), {
    with: (given: Adapters<PortNames<R>>, settings: Settings) =>
      handlerOf(
        openWith(given, () => settings),
        () => settings,
      ),
  });
}

/** Reads the settings, opens the ports, and begins to read the secrets that the route needs. */
function prepare(route: Route, open: () => unknown): void {
  try {
    // The ports are those that the route declares; which of them there are is what the compiler cannot follow.
    const { secrets } = open() as Partial<Pick<Ports, 'secrets'>>;
    for (const name of ['administrators', 'trafficOpsSessions'] as const) {
      if (secrets && route.touches.includes(`secrets.${name}`)) {
        started(secrets[name]());
      }
    }
  } catch {
    // The first request meets the same fault, and the dialect has words for it.
  }
}

function portsOf<R extends Route>(route: R, adapters: Adapters<PortNames<R>>, settings: Settings): PortsOf<R> {
  const verbs = [...route.touches, ...(route.mayTouch?.when(settings) ? route.mayTouch.verbs : [])];
  const names = new Set(verbs.map((verb) => verb.split('.')[0] ?? ''));
  // The declared verbs and the type come from the same route; the look-up by name is what the compiler cannot follow.
  return openPorts(adapters, settings, names) as unknown as PortsOf<R>;
}

/** Attached last, so that its onError runs first and the other steps decorate the refusal. */
function refusal(route: Route, refuse: Refuse): MiddlewareObj<APIGatewayProxyEventV2, Answer> {
  return {
    onError: async (request) => {
      const requestId = requestIdOf(request.event, request.context);
      if (!isRefusal(request.error)) {
        logger.error('unexpected failure', { route: route.id, requestId, ...withoutMessage(request.error) });
      }
      const failure = isRefusal(request.error) ? request.error.code : 'unexpected';
      const refused = await refuse(request.error, { routeId: route.id, requestId, event: request.event });
      request.response = { ...refused, notes: { failure } };
    },
  };
}

type Internal = { startedAt?: number; notes?: Answer['notes'] };
// The steps turn an answer into a result, so neither is the type of `response` throughout: it is `any`, as middy has it.
type Step = MiddlewareObj<APIGatewayProxyEventV2, ReturnType<typeof JSON.parse>, Error, Context, Internal>;

/** From the dialect's answer to API Gateway's result. */
function result(): Step {
  const step: Step['after'] = (request) => {
    const { status, headers, cookies, body, notes }: Answer = request.response;
    request.internal.notes = notes;
    request.response = {
      statusCode: status,
      headers: { ...headers },
      ...(cookies && { cookies: [...cookies] }),
      body,
      isBase64Encoded: false,
    };
  };
  return { after: step, onError: step };
}

/** One line per request, and the metrics that alarms need. Attached first, so that it runs last. */
function requestLog(route: Route): Step {
  const write: Step['after'] = ({ event, context, response, internal }) => {
    const { startedAt = performance.now(), notes } = internal;
    logger.info('request', {
      route: route.id,
      requestId: requestIdOf(event, context),
      status: response.statusCode,
      durationMs: Math.round(performance.now() - startedAt),
      ...notes,
    });
    if (notes?.failure === 'token-refused') {
      metrics.addMetric('TokensRefused', 'Count', 1);
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
