import { Stack } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import type { Deployment } from '#infra/stack/deployment.ts';
import { ownKey } from '#infra/stack/own-key.ts';

export type AlarmDefinition = {
  /** Says what is wrong. It is the subject of the mail and the heading of the alarm's section in docs/runbook.md. */
  readonly name: string;
  /** Says what this means to people. */
  readonly text: string;
  /** The alarm uses the period of this metric. */
  readonly metric: IMetric;
  /** The alarm goes off when the metric is at or above this. */
  readonly threshold: number;
  /** How many of the last periods must reach the threshold. The default is one of one. */
  readonly periods?: { readonly bad: number; readonly of: number };
};

/** The topic that every alarm of the stack notifies. */
export class AlarmTopic extends Construct {
  readonly topic: Topic;

  constructor(scope: Construct, id: string, deployment: Deployment) {
    super(scope, id);
    const { alarmMail } = deployment;
    const masterKey = ownKey(this, 'key', deployment);
    this.topic = new Topic(this, 'topic', { displayName: 'Rekey alarms', enforceSSL: true, ...(masterKey && { masterKey }) });
    if (alarmMail !== undefined) {
      this.topic.addSubscription(new EmailSubscription(alarmMail));
    }
    // enforceSSL gives the topic a policy, which replaces the default policy, and only that one lets this account publish.
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [this.topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    );
  }

  /** Adds an alarm. Missing data does not set it off: it means that nothing happened that could be counted. */
  add({ name, text, metric, threshold, periods = { bad: 1, of: 1 } }: AlarmDefinition): void {
    const alarm = new Alarm(this, name, {
      alarmName: `${Stack.of(this).stackName}: ${name}`,
      alarmDescription: `${text} What to do: docs/runbook.md#${anchorOf(name)}`,
      metric,
      threshold,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      datapointsToAlarm: periods.bad,
      evaluationPeriods: periods.of,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(new SnsAction(this.topic));
  }
}

/** The anchor that GitHub and others give to a heading. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');
}
