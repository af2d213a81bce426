import { Duration } from 'aws-cdk-lib';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { RekeyFunction } from '#infra/stack/functions/rekey-function.ts';
import { type FailureQueue, newMessages } from '#infra/stack/mail/failure-queue.ts';
import type { MailFunction } from '#lib/mail/mail-functions.ts';
import type { Settings } from '#lib/settings/settings.ts';
import type { AlarmTopic } from './alarm-topic.ts';
import { linesReporting, logMetric } from './log-metric.ts';

export type DeployedMailFunction = { readonly function: RekeyFunction; readonly failures: FailureQueue };

const fiveMinutes = Duration.minutes(5);

/** Adds the alarms of one mail function. A mail is late after five minutes, or after half the lifetime of its link if that is shorter. */
export function addMailAlarms(
  alarms: AlarmTopic,
  { id, table, touches, onFailure: text }: MailFunction,
  deployed: DeployedMailFunction,
  { tokenLifetimeMinutes }: Pick<Settings, 'tokenLifetimeMinutes'>,
): void {
  alarms.add({
    name: `${id} gave up`,
    text,
    metric: newMessages(deployed.failures),
    threshold: 1,
  });
  if (table === undefined) {
    return;
  }
  alarms.add({
    name: `${id} lags behind`,
    text,
    metric: deployed.function.lambda.metric('IteratorAge', { period: fiveMinutes, statistic: Stats.MAXIMUM }),
    threshold: Math.min(fiveMinutes.toMilliseconds(), (tokenLifetimeMinutes / 2) * 60_000),
  });
  const failed = logMetric(`MailsFailed ${id}`, [deployed.function.log], linesReporting('MailsFailed'));
  alarms.add({ name: `${id} failed`, text, metric: failed.with({ period: fiveMinutes }), threshold: 1 });
  if (touches.includes('mailboxes.countMail')) {
    const heldBack = logMetric('MailsHeldBack', [deployed.function.log], linesReporting('MailsHeldBack'));
    alarms.add({
      name: 'mails are held back',
      text: 'Someone asks for reset links until a mailbox has had all that it may get. Its owner gets no more links for now, in any product.',
      metric: heldBack.with({ period: fiveMinutes }),
      threshold: 1,
    });
  }
}

/**
 * Adds the alarms on the bounce rate and the complaint rate, which SES has for the whole account. SES reviews an account at 5 % and 0.1 %, and stops
 * its mail at 10 % and 0.5 %.
 */
export function addReputationAlarms(alarms: AlarmTopic): void {
  alarms.add({
    name: 'mails bounce',
    text: 'The bounce rate is near the point at which SES stops all mail of this account. Then nobody gets a reset link.',
    metric: reputation('BounceRate'),
    threshold: 0.04,
  });
  alarms.add({
    name: 'people complain about mails',
    text: 'The complaint rate is near the point at which SES stops all mail of this account. Then nobody gets a reset link.',
    metric: reputation('ComplaintRate'),
    threshold: 0.0008,
  });
}

function reputation(rate: 'BounceRate' | 'ComplaintRate'): Metric {
  return new Metric({
    namespace: 'AWS/SES',
    metricName: `Reputation.${rate}`,
    period: Duration.hours(1),
    statistic: Stats.AVERAGE,
  });
}
