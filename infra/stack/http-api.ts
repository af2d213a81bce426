import { Duration, Validations } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { HttpApi, HttpMethod, HttpStage, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { type Route, settingsReadBy, verbsInForce } from '#lib/http/route.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { type House, HouseFunction } from './house-function.ts';
import { keptLog } from './kept-log.ts';

type RoutesApiProps = { readonly house: House; readonly routes: readonly Route[] };

/** API Gateway gives up after 30 s; a function that ends before can still say so in its own words. */
const functionTimeout = Duration.seconds(25);

/**
 * What the access log says of a request. Never the query string, which may hold a token, nor the path itself, which may hold a name: F4. The
 * status is a number, for the filters that count failures; `integration` is `-` where no function was asked.
 */
const accessLine = `{${[
  '"requestId":"$context.requestId"',
  '"time":"$context.requestTime"',
  '"sourceIp":"$context.identity.sourceIp"',
  '"routeKey":"$context.routeKey"',
  '"status":$context.status',
  '"integration":"$context.integration.status"',
  '"latencyMs":"$context.responseLatency"',
  '"bytes":"$context.responseLength"',
].join(',')}}`;

/** The routes on their documented URLs: the `$default` stage adds nothing to a path, and without a CORS block no header is replaced. */
export class RoutesApi extends Construct {
  readonly api: HttpApi;
  readonly accessLog: LogGroup;
  readonly functions: ReadonlyMap<Route, HouseFunction>;

  constructor(scope: Construct, id: string, { house, routes }: RoutesApiProps) {
    super(scope, id);
    this.api = new HttpApi(this, 'api', { createDefaultStage: false });
    this.accessLog = keptLog(this, 'accessLog', house.deployment);
    new HttpStage(this, 'stage', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      throttle: throttleOf(house.settings),
      accessLogSettings: {
        destination: new LogGroupLogDestination(this.accessLog),
        format: AccessLogFormat.custom(accessLine),
      },
    });
    this.functions = new Map(routes.map((route) => [route, this.#answer(route, house)]));
  }

  #answer(route: Route, house: House): HouseFunction {
    const { hashesPasswords, summary, id } = route;
    const answering = new HouseFunction(this, id, {
      house,
      description: summary,
      verbs: verbsInForce(route, house.settings),
      settings: ['publicUrl', ...settingsReadBy(route)],
      hashesPasswords,
      timeout: functionTimeout,
    });
    const integration = new HttpLambdaIntegration(id, answering.lambda, { scopePermissionToRoute: false });
    for (const path of route.paths) {
      const added = this.api.addRoutes({ path, methods: [HttpMethod[route.method]], integration });
      for (const each of added) {
        Validations.of(each).acknowledge({
          id: 'AwsSolutions-APIG4',
          reason:
            'People who forgot their password cannot log in first; where a contract wants a credential, the function checks it.',
        });
      }
    }
    return answering;
  }
}

/**
 * For each route and all its callers together, far above what our own limits let one caller do: it bounds the bill, and answers in API Gateway's
 * words and not in the product's. An account's own bound is 10,000 a second.
 */
function throttleOf({ requestsPerFiveMinutes, applicationRequestsPerFiveMinutes }: Settings) {
  const perSecond = Math.max(requestsPerFiveMinutes, applicationRequestsPerFiveMinutes) / 300;
  const rateLimit = Math.min(Math.max(100, Math.ceil(25 * perSecond)), 10_000);
  return { rateLimit, burstLimit: Math.min(2 * rateLimit, 5_000) };
}
