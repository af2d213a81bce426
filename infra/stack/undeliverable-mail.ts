import { Duration } from 'aws-cdk-lib';
import { CfnEventInvokeConfig } from 'aws-cdk-lib/aws-lambda';
import { ConfigurationSetEventDestination, EmailSendingEvent, EventDestination } from 'aws-cdk-lib/aws-ses';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { LambdaSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import type { MailFunction } from '#lib/mail/mail-functions.ts';
import { FailureQueue } from './failure-queue.ts';
import { type House, HouseFunction } from './house-function.ts';

type UndeliverableMailProps = { readonly house: House; readonly mailFunction: MailFunction };

/** What SES says about bounces and complaints, and the function that remembers whose address gets no more mail (M10). */
export class UndeliverableMail extends Construct {
  readonly function: HouseFunction;
  readonly failures: FailureQueue;

  constructor(scope: Construct, id: string, { house, mailFunction }: UndeliverableMailProps) {
    super(scope, id);
    this.failures = new FailureQueue(this, 'failures');
    this.function = new HouseFunction(this, mailFunction.id, {
      house,
      description: 'Woken by the bounces and complaints that SES reports',
      verbs: mailFunction.touches,
      timeout: Duration.seconds(60),
      statements: [this.failures.mayBeFilled()],
    });
    new CfnEventInvokeConfig(this, 'retries', {
      functionName: this.function.lambda.functionName,
      qualifier: '$LATEST',
      maximumRetryAttempts: 2,
      destinationConfig: { onFailure: { destination: this.failures.queue.queueArn } },
    });
    this.#subscribe(house);
  }

  #subscribe({ resources }: House): void {
    const reports = new Topic(this, 'reports', { enforceSSL: true });
    reports.addSubscription(new LambdaSubscription(this.function.lambda));
    new ConfigurationSetEventDestination(this, 'events', {
      configurationSet: resources.mailSending.configurationSet,
      destination: EventDestination.snsTopic(reports),
      events: [EmailSendingEvent.BOUNCE, EmailSendingEvent.COMPLAINT],
    });
  }
}
