import { Duration } from 'aws-cdk-lib';
import { Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { AuditTrail } from '#infra/stack/audit/audit-trail.ts';
import { newMessages } from '#infra/stack/mail/failure-queue.ts';
import { auditFunction } from '#lib/audit/audit-function.ts';
import type { AlarmTopic } from './alarm-topic.ts';
import { logMetric } from './log-metric.ts';

/** Adds the alarms on audit events that are late or missing. */
export function addAuditAlarms(alarms: AlarmTopic, trail: AuditTrail): void {
  const { id, onFailure: text } = auditFunction;
  alarms.add({ name: `${id} gave up`, text, metric: newMessages(trail.failures), threshold: 1 });
  alarms.add({
    name: `${id} lags behind`,
    text,
    metric: trail.function.lambda.metric('IteratorAge', { period: Duration.minutes(5), statistic: Stats.MAXIMUM }),
    threshold: Duration.hours(1).toMilliseconds(),
  });
  const failed = logMetric('AuditRecordsFailed', [trail.function.log], '{ $.level = "ERROR" }');
  alarms.add({ name: `${id} failed`, text, metric: failed.with({ period: Duration.minutes(5) }), threshold: 1 });
}
