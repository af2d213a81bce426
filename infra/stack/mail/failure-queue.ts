import { Duration, Validations } from 'aws-cdk-lib';
import { MathExpression, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Deployment } from '#infra/stack/deployment.ts';
import { allow } from '#infra/stack/functions/allow.ts';
import { allowOwnKey, ownKey } from '#infra/stack/own-key.ts';

/** Holds the events that a function gave up on, for 14 days, which is as long as SQS keeps messages. */
export class FailureQueue extends Construct {
  readonly queue: Queue;

  readonly #deployment: Deployment;

  constructor(scope: Construct, id: string, deployment: Deployment) {
    super(scope, id);
    this.#deployment = deployment;
    const encryptionMasterKey = ownKey(this, 'key', deployment);
    this.queue = new Queue(this, 'queue', {
      encryption: encryptionMasterKey ? QueueEncryption.KMS : QueueEncryption.SQS_MANAGED,
      ...(encryptionMasterKey && { encryptionMasterKey }),
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    Validations.of(this.queue).acknowledge({
      id: 'AwsSolutions-SQS3',
      reason: 'This queue is itself a dead-letter queue. Only a person reads it, after its alarm.',
    });
  }

  allowSending(): PolicyStatement[] {
    return [allow(['sqs:SendMessage'], [this.queue.queueArn]), ...allowOwnKey(this, 'sqs', this.#deployment)];
  }
}

/**
 * By how many messages a failure queue has grown. So the alarm goes off for each new message and goes quiet by itself, although the message stays. It
 * does not look at the number of messages sent: SQS leaves out of that number some of the messages that arrive in a dead-letter queue.
 */
export function newMessages({ queue }: FailureQueue): MathExpression {
  return new MathExpression({
    label: 'New messages',
    expression: 'DIFF(FILL(messages, 0))',
    usingMetrics: { messages: queue.metricApproximateNumberOfMessagesVisible({ statistic: Stats.MAXIMUM }) },
    period: Duration.minutes(5),
  });
}
