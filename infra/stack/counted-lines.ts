import { Stack } from 'aws-cdk-lib';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { FilterPattern, type LogGroup, MetricFilter } from 'aws-cdk-lib/aws-logs';

/**
 * Counts the lines of these logs that match, in a metric of this stack alone. The metrics that the functions report by themselves are those of every
 * Rekey in the account together.
 *
 * @param pattern of CloudWatch Logs, for JSON lines
 */
export function countedLines(metricName: string, logs: readonly LogGroup[], pattern: string): Metric {
  const namespaces = logs.map((log) => {
    const metricNamespace = `Rekey/${Stack.of(log).stackName}`;
    new MetricFilter(log, metricName, {
      logGroup: log,
      filterPattern: FilterPattern.literal(pattern),
      metricNamespace,
      metricName,
    });
    return metricNamespace;
  });
  return new Metric({ namespace: namespaces[0] ?? 'Rekey', metricName, statistic: Stats.SUM });
}

/** Lines in which a function reports this metric; one that counted several times in one go reports a list. */
export function reportsOf(metricName: string): string {
  return `{ ($.${metricName} >= 1) || ($.${metricName}[0] >= 1) }`;
}
