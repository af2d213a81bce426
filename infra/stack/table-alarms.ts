import { Duration } from 'aws-cdk-lib';
import { MathExpression, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { AlarmBell } from './alarm-bell.ts';
import type { DataTables } from './data-tables.ts';

/** One alarm on the throttling of all tables. */
export function ringForTables(bell: AlarmBell, { byId }: DataTables): void {
  const throttles = Object.entries(byId).flatMap(([id, table]) => [
    [`${id}Reads`, table.metric('ReadThrottleEvents', { statistic: Stats.SUM })] as const,
    [`${id}Writes`, table.metric('WriteThrottleEvents', { statistic: Stats.SUM })] as const,
  ]);
  bell.ring({
    name: 'the tables throttle',
    text: 'DynamoDB refuses reads or writes: people are told that there are too many requests, or that something went wrong.',
    metric: new MathExpression({
      label: 'Throttled reads and writes',
      expression: throttles.map(([name]) => `FILL(${name}, 0)`).join(' + '),
      usingMetrics: Object.fromEntries(throttles),
      period: Duration.minutes(5),
    }),
    threshold: 10,
  });
}
