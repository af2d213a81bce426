import { Duration, Fn, Stack, Validations } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { HttpApi, HttpMethod, HttpStage, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { computesHashes, methodsOf, type Route } from '#lib/http/route.ts';
import type { Deployment } from './deployment.ts';
import { ApiDomain } from './domain/api-domain.ts';
import { needsOfRoute } from './functions/function-needs.ts';
import { newLogGroup, RekeyFunction, type SharedProps } from './functions/rekey-function.ts';

type RoutesApiProps = { readonly shared: SharedProps; readonly routes: readonly Route[] };

/** API Gateway gives up after 30 s. A function that ends earlier can still answer in the words of its contract. */
const functionTimeout = Duration.seconds(25);

/**
 * One line of the access log. It leaves out the query string, which may hold a token, and the path, which may hold a name (F4). The status is a
 * number, so that filters can count failures. `integration` is `-` if API Gateway called no function.
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

/** The routes on their documented URLs. The `$default` stage adds nothing to a path. Without a CORS block, API Gateway replaces no header. */
export class RoutesApi extends Construct {
  readonly api: HttpApi;
  readonly accessLog: LogGroup;
  readonly domain: ApiDomain | undefined;
  readonly functions: ReadonlyMap<Route, RekeyFunction>;

  constructor(scope: Construct, id: string, { shared, routes }: RoutesApiProps) {
    super(scope, id);
    const { domain } = shared.deployment;
    // Otherwise AWS's own name would lead past what is in front of the operator's name.
    this.api = new HttpApi(this, 'api', { createDefaultStage: false, ...(domain && { disableExecuteApiEndpoint: true }) });
    this.accessLog = newLogGroup(this, 'accessLog', shared.deployment, {
      logGroupName: accessLogName(Stack.of(this)),
    });
    const stage = new HttpStage(this, 'stage', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      throttle: throttleOf(shared.deployment),
      accessLogSettings: {
        destination: new LogGroupLogDestination(this.accessLog),
        format: AccessLogFormat.custom(accessLine),
      },
    });
    this.domain = domain && new ApiDomain(this, 'domain', { domain, api: this.api, stage });
    this.functions = new Map(routes.map((route) => [route, this.#addRoute(route, shared)]));
  }

  #addRoute(route: Route, shared: SharedProps): RekeyFunction {
    const { summary, id } = route;
    const { settings } = shared;
    const made = new RekeyFunction(this, id, {
      shared,
      description: summary,
      needs: needsOfRoute(route, settings),
      kind: computesHashes(route, settings) ? 'hashing' : 'waiting',
      timeout: functionTimeout,
    });
    const integration = new HttpLambdaIntegration(id, made.called, { scopePermissionToRoute: false });
    for (const path of route.paths) {
      const added = this.api.addRoutes({ path, methods: methodsOf(route).map((method) => HttpMethod[method]), integration });
      for (const each of added) {
        Validations.of(each).acknowledge({
          id: 'AwsSolutions-APIG4',
          reason:
            'People who forgot their password cannot log in first. If a contract asks for a credential, the function checks it.',
        });
      }
    }
    return made;
  }
}

/**
 * A log group of API Gateway outside `/aws/vendedlogs/` adds a line to the resource policy that all log groups of the region share, and that policy has a
 * maximum length. The name holds the stack's UUID, because the group of a deleted stack stays.
 */
function accessLogName({ stackName, stackId }: Stack): string {
  return `/aws/vendedlogs/${stackName}/${Fn.select(2, Fn.split('/', stackId))}`;
}

/**
 * The throttle of each route. It bounds the bill. All callers share it, so one machine can use it up for everyone: API Gateway then refuses in its
 * own words and not in the product's.
 */
function throttleOf({ requestsPerSecond }: Deployment) {
  return { rateLimit: requestsPerSecond, burstLimit: Math.min(2 * requestsPerSecond, 5_000) };
}
