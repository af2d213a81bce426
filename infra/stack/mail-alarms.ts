import { Duration } from 'aws-cdk-lib';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { MailFunction } from '#lib/mail/mail-functions.ts';
import type { Settings } from '#lib/settings/settings.ts';
import type { AlarmBell } from './alarm-bell.ts';
import { countedLines, reportsOf } from './counted-lines.ts';
import type { FailureQueue } from './failure-queue.ts';
import type { HouseFunction } from './house-function.ts';

export type MailDriver = { readonly function: HouseFunction; readonly failures: FailureQueue };

const fiveMinutes = Duration.minutes(5);

/** The alarms of one mail function. A mail that has used up half of its link's life is late, whatever else. */
export function ringForMail(
  bell: AlarmBell,
  { id, table, onFailure: text }: MailFunction,
  driver: MailDriver,
  { tokenLifetimeMinutes }: Pick<Settings, 'tokenLifetimeMinutes'>,
): void {
  bell.ring({
    name: `${id} gave up`,
    text,
    metric: driver.failures.queue.metricApproximateNumberOfMessagesVisible({ period: fiveMinutes, statistic: Stats.MAXIMUM }),
    threshold: 1,
  });
  if (table === undefined) {
    return;
  }
  bell.ring({
    name: `${id} lags behind`,
    text,
    metric: driver.function.lambda.metric('IteratorAge', { period: fiveMinutes, statistic: Stats.MAXIMUM }),
    threshold: Math.min(fiveMinutes.toMilliseconds(), (tokenLifetimeMinutes / 2) * 60_000),
  });
  const failed = countedLines(`MailsFailed ${id}`, [driver.function.log], reportsOf('MailsFailed'));
  bell.ring({ name: `${id} failed`, text, metric: failed.with({ period: fiveMinutes }), threshold: 1 });
}

/** SES counts for the whole account, and judges it as a whole. It reviews an account at 5 % and 0.1 %, and pauses it at 10 % and 0.5 %. */
export function ringForReputation(bell: AlarmBell): void {
  bell.ring({
    name: 'mails bounce',
    text: 'Near the rate of bounces at which SES stops this account’s mail: then nobody gets a reset link.',
    metric: reputation('BounceRate'),
    threshold: 0.04,
  });
  bell.ring({
    name: 'people complain about mails',
    text: 'Near the rate of complaints at which SES stops this account’s mail: then nobody gets a reset link.',
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
