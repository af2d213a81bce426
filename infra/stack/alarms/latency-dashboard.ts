import { Duration } from 'aws-cdk-lib';
import { Dashboard, GraphWidget, type IMetric, type Metric, PeriodOverride } from 'aws-cdk-lib/aws-cloudwatch';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { Deployment } from '#infra/stack/deployment.ts';
import type { RekeyFunction } from '#infra/stack/functions/rekey-function.ts';
import type { RoutesApi } from '#infra/stack/routes-api.ts';
import type { Route } from '#lib/http/route.ts';
import { logMetric } from './log-metric.ts';

type LatencyDashboardProps = {
  readonly deployment: Deployment;
  readonly api: RoutesApi;
  readonly mailers: ReadonlyMap<string, RekeyFunction>;
};

const period = Duration.minutes(5);

/** The figures that no alarm watches: how long people wait, and how much there is to do. */
export class LatencyDashboard extends Construct {
  constructor(scope: Construct, id: string, { deployment, api: { api, functions }, mailers }: LatencyDashboardProps) {
    super(scope, id);
    const byRoute = (of: (made: RekeyFunction, label: string) => IMetric, wanted: (route: Route) => boolean = () => true) =>
      [...functions].filter(([route]) => wanted(route)).map(([route, made]) => of(made, route.id));
    const byMailer = (of: (made: RekeyFunction, label: string) => IMetric) =>
      [...mailers].map(([label, made]) => of(made, label));
    const dashboard = new Dashboard(this, 'dashboard', {
      periodOverride: PeriodOverride.INHERIT,
      defaultInterval: Duration.days(1),
    });
    dashboard.addWidgets(
      graph('Answers, all routes', [
        api.metricLatency({ period, statistic: 'p50' }),
        api.metricLatency({ period, statistic: 'p99' }),
      ]),
      graph('Requests', [api.metricCount({ period }), api.metricClientError({ period }), api.metricServerError({ period })]),
    );
    dashboard.addWidgets(
      graph(
        'Routes that set a password, p99',
        byRoute(slowest, ({ hashesPasswords }) => hashesPasswords),
      ),
      graph(
        'Other routes, p99',
        byRoute(slowest, ({ hashesPasswords }) => !hashesPasswords),
      ),
    );
    dashboard.addWidgets(
      graph(
        'Invocations of routes',
        byRoute(({ lambda }, label) => lambda.metricInvocations({ label, period })),
      ),
      graph(
        'Throttled functions',
        byRoute(({ lambda }, label) => lambda.metricThrottles({ label, period })),
      ),
    );
    dashboard.addWidgets(
      graph('Mail functions, p99', byMailer(slowest)),
      graph(
        'Age of the oldest record',
        byMailer(({ lambda }, label) => lambda.metric('IteratorAge', { label, period, statistic: 'Maximum' })),
      ),
    );
    if (deployment.codeCache !== undefined) {
      const accepted = codeCacheMetric([...functions.values()].map(({ log }) => log));
      dashboard.addWidgets(
        graph('Share of the new processes that use their code cache', [accepted.with({ period, statistic: 'Average' })]),
        graph('New processes', [accepted.with({ period, statistic: 'SampleCount' })]),
      );
    }
  }
}

/** One value for each new process: 1 if V8 took its code cache, otherwise 0. */
function codeCacheMetric(logs: readonly LogGroup[]): Metric {
  return logMetric('CodeCacheAccepted', logs, '{ $.codeCacheAccepted >= 0 }', '$.codeCacheAccepted');
}

function slowest({ lambda }: RekeyFunction, label: string): IMetric {
  return lambda.metricDuration({ label, period, statistic: 'p99' });
}

function graph(title: string, left: IMetric[]): GraphWidget {
  return new GraphWidget({ title, left, width: 12 });
}
