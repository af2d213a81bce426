import { Duration } from 'aws-cdk-lib';
import type { RekeyFunction } from '#infra/stack/functions/rekey-function.ts';
import type { AlarmTopic } from './alarm-topic.ts';
import { linesReporting, logMetric } from './log-metric.ts';

/** Adds the alarms on what only an operator can put right at the products' own servers, if functions call any. */
export function addServerAlarms(alarms: AlarmTopic, functions: readonly RekeyFunction[]): void {
  const calling = functions.filter(({ needs }) => needs.callsServer);
  if (calling.length === 0) {
    return;
  }
  const replacing = calling.filter(({ needs }) =>
    needs.permissions.some(({ table, attributes }) => table === 'accounts' && attributes?.includes('credentialStamp')),
  );
  addCount(alarms, 'ServerMisconfigured', calling, {
    name: 'a product server refuses Rekey',
    text: 'Nobody can reset a password of that product until its server accepts Rekey again.',
  });
  addCount(alarms, 'ClaimsLeftOpen', replacing, {
    name: 'a password change is left open',
    text: 'Someone does not know whether their new password works, or is not told that their password was changed.',
  });
}

function addCount(
  alarms: AlarmTopic,
  metricName: string,
  functions: readonly RekeyFunction[],
  words: { readonly name: string; readonly text: string },
): void {
  const logs = functions.map(({ log }) => log);
  const metric = logMetric(metricName, logs, linesReporting(metricName)).with({ period: Duration.minutes(5) });
  alarms.add({ ...words, metric, threshold: 1 });
}
