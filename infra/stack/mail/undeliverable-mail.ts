import { Duration } from 'aws-cdk-lib';
import { CfnEventInvokeConfig } from 'aws-cdk-lib/aws-lambda';
import { ConfigurationSetEventDestination, EmailSendingEvent, EventDestination } from 'aws-cdk-lib/aws-ses';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { LambdaSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import { needsOfMailFunction } from '#infra/stack/functions/function-needs.ts';
import { RekeyFunction, type SharedProps } from '#infra/stack/functions/rekey-function.ts';
import { ownKey } from '#infra/stack/own-key.ts';
import type { MailFunction } from '#lib/mail/mail-functions.ts';
import { FailureQueue } from './failure-queue.ts';

type UndeliverableMailProps = { readonly shared: SharedProps; readonly mailFunction: MailFunction };

/** The function that records what became of mails and which addresses get no more (M10), and the reports of SES that invoke it. */
export class UndeliverableMail extends Construct {
  readonly function: RekeyFunction;
  readonly failures: FailureQueue;

  constructor(scope: Construct, id: string, { shared, mailFunction }: UndeliverableMailProps) {
    super(scope, id);
    this.failures = new FailureQueue(this, 'failures', shared.deployment);
    this.function = new RekeyFunction(this, mailFunction.id, {
      shared,
      description: 'Runs when SES reports what became of a mail',
      needs: needsOfMailFunction(mailFunction, shared.settings),
      kind: 'mail',
      timeout: Duration.seconds(60),
      statements: this.failures.allowSending(),
    });
    new CfnEventInvokeConfig(this, 'retries', {
      functionName: this.function.lambda.functionName,
      qualifier: '$LATEST',
      maximumRetryAttempts: 2,
      destinationConfig: { onFailure: { destination: this.failures.queue.queueArn } },
    });
    this.#subscribe(shared);
  }

  #subscribe({ resources, deployment }: SharedProps): void {
    const masterKey = ownKey(this, 'key', deployment);
    const reports = new Topic(this, 'reports', { enforceSSL: true, ...(masterKey && { masterKey }) });
    reports.addSubscription(new LambdaSubscription(this.function.lambda));
    new ConfigurationSetEventDestination(this, 'events', {
      configurationSet: resources.mailSending.configurationSet,
      destination: EventDestination.snsTopic(reports),
      events: [EmailSendingEvent.BOUNCE, EmailSendingEvent.COMPLAINT, EmailSendingEvent.DELIVERY, EmailSendingEvent.REJECT],
    });
  }
}
