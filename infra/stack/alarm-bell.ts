import { Stack } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import type { Deployment } from './deployment.ts';

export type Cause = {
  /** What is wrong, for the subject of the mail; the runbook explains it under this name. */
  readonly name: string;
  /** What it means to people. */
  readonly text: string;
  /** It rings when this is at or above the threshold. Its own period is that of the alarm. */
  readonly metric: IMetric;
  readonly threshold: number;
  /** In how many of the last periods; one of one unless given. */
  readonly periods?: { readonly bad: number; readonly of: number };
};

/** The one topic of all alarms. */
export class AlarmBell extends Construct {
  readonly topic: Topic;

  constructor(scope: Construct, id: string, { alarmMail }: Deployment) {
    super(scope, id);
    this.topic = new Topic(this, 'topic', { displayName: 'Rekey alarms', enforceSSL: true });
    if (alarmMail !== undefined) {
      this.topic.addSubscription(new EmailSubscription(alarmMail));
    }
    // With a policy of its own the topic no longer takes what comes from its own account.
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [this.topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    );
  }

  /** No data is good news: nothing happened that could be counted. */
  ring({ name, text, metric, threshold, periods = { bad: 1, of: 1 } }: Cause): void {
    const alarm = new Alarm(this, name, {
      alarmName: `${Stack.of(this).stackName}: ${name}`,
      alarmDescription: text,
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
