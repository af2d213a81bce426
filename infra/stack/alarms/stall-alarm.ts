import { Duration } from 'aws-cdk-lib';
import { MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import type { RekeyFunction } from '#infra/stack/functions/rekey-function.ts';
import { type Route, verbsInForce } from '#lib/http/route.ts';
import type { MailFunction } from '#lib/mail/mail-functions.ts';
import type { Settings } from '#lib/settings/settings.ts';
import type { AlarmTopic } from './alarm-topic.ts';
import { logMetric } from './log-metric.ts';

type Logs = { readonly mailer: RekeyFunction; readonly routes: ReadonlyMap<Route, RekeyFunction> };

/**
 * Adds the alarm on a mail function that does nothing. A stream that nobody reads has no metric, so this compares what the routes order with what the
 * mail function settles. The sum runs from the first of the last ten minutes, and five minutes must end with more ordered than settled. So one order
 * that nobody settles sets the alarm off, and an order that is settled within five minutes does not. SUM leaves out a metric that has no data; a
 * difference would then have no value.
 */
export function addStallAlarm(alarms: AlarmTopic, { id, orders, onFailure }: MailFunction, logs: Logs, settings: Settings): void {
  if (orders === undefined) {
    return;
  }
  const ordering = [...logs.routes].filter(([route]) =>
    verbsInForce(route, settings).some((verb) => orders.verbs.includes(verb)),
  );
  const ordered = logMetric(
    `Ordered ${id}`,
    ordering.map(([, { log }]) => log),
    `{ $.${orders.field} = "${orders.value}" }`,
  );
  const settled = logMetric(`Settled ${id}`, [logs.mailer.log], '{ $.settled IS TRUE }');
  alarms.add({
    name: `${id} stalls`,
    text: onFailure,
    metric: new MathExpression({
      label: 'Ordered and not settled',
      expression: 'RUNNING_SUM(SUM([FILL(ordered, 0), -FILL(settled, 0)]))',
      usingMetrics: { ordered, settled },
      period: Duration.minutes(1),
    }),
    threshold: 1,
    periods: { bad: 5, of: 10 },
  });
}
