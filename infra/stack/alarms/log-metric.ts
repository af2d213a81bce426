import { Stack } from 'aws-cdk-lib';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { FilterPattern, type LogGroup, MetricFilter } from 'aws-cdk-lib/aws-logs';

/**
 * Counts the log lines that match a pattern, in a metric that only this stack has. The metrics that the functions report themselves add up every
 * Rekey stack in the account.
 *
 * @param pattern a CloudWatch Logs filter pattern for JSON lines
 * @param metricValue the field of such a line that is its value; each line counts as one if there is none
 */
export function logMetric(metricName: string, logs: readonly LogGroup[], pattern: string, metricValue?: string): Metric {
  const namespaces = logs.map((log) => {
    const metricNamespace = `Rekey/${Stack.of(log).stackName}`;
    addAfterTheLast(
      new MetricFilter(log, metricName, {
        logGroup: log,
        filterPattern: FilterPattern.literal(pattern),
        metricNamespace,
        metricName,
        ...(metricValue !== undefined && { metricValue }),
      }),
    );
    return metricNamespace;
  });
  return new Metric({ namespace: namespaces[0] ?? 'Rekey', metricName, statistic: Stats.SUM });
}

/** A pattern for the lines in which a function reports this metric. */
export function linesReporting(metricName: string): string {
  return `{ $.${metricName} >= 1 }`;
}

const lastFilters = new WeakMap<Stack, MetricFilter>();

/** CloudWatch Logs takes few new filters a second (`Rate exceeded`), so CloudFormation makes one after the other. */
function addAfterTheLast(filter: MetricFilter): void {
  const stack = Stack.of(filter);
  const last = lastFilters.get(stack);
  if (last !== undefined) {
    filter.node.addDependency(last);
  }
  lastFilters.set(stack, filter);
}
