import { Duration, Validations } from 'aws-cdk-lib';
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnEventInvokeConfig, CfnEventSourceMapping, CfnPermission } from 'aws-cdk-lib/aws-lambda';
import { CfnSubscriptionFilter, type LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { needsOfAuditFunction } from '#infra/stack/functions/function-needs.ts';
import { RekeyFunction, type SharedProps } from '#infra/stack/functions/rekey-function.ts';
import { FailureQueue } from '#infra/stack/mail/failure-queue.ts';
import { allowReadingStream, streamOf } from '#infra/stack/mail/stream-of.ts';
import { auditFunction } from '#lib/audit/audit-function.ts';
import { allowPuttingEvents } from './audit-bus.ts';
import { addAuditQueries } from './audit-queries.ts';

type AuditTrailProps = {
  readonly shared: SharedProps;
  /** Of the functions that refuse. */
  readonly logs: readonly LogGroup[];
};

/** DynamoDB keeps a record for a day. An hour before that ends, there is still time to send it to the failure queue. */
const triedFor = Duration.hours(23);

/** The function that writes the audit events (A7), what it reads, and the log group with the events, which is the function's own. */
export class AuditTrail extends Construct {
  readonly function: RekeyFunction;
  readonly failures: FailureQueue;

  constructor(scope: Construct, id: string, { shared, logs }: AuditTrailProps) {
    super(scope, id);
    const { deployment, resources, settings } = shared;
    const { accounts, resetRequests } = resources.tables.byId;
    this.failures = new FailureQueue(this, 'failures', deployment);
    this.function = new RekeyFunction(this, auditFunction.id, {
      shared,
      description: 'Writes the audit events',
      needs: needsOfAuditFunction(),
      kind: 'mail',
      timeout: Duration.seconds(60),
      logRetentionDays: deployment.auditRetentionDays,
      statements: [
        ...allowReadingStream([accounts, resetRequests]),
        ...this.failures.allowSending(),
        ...allowPuttingEvents(this, settings.auditBus),
      ],
    });
    Validations.of(this.function).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason: 'Lambda needs dynamodb:ListStreams to use a stream as a source, and this action does not support resources.',
    });
    this.#mapStream('accounts', accounts, auditFunction.streams.accounts);
    this.#mapStream('resetRequests', resetRequests, auditFunction.streams.resetRequests);
    this.#subscribe(logs);
    addAuditQueries(this, this.function.log);
  }

  /** Beside the mail function there is one more reader, which is as many as a stream is made for. */
  #mapStream(id: string, table: TableV2, wakesOn: readonly (readonly string[])[]): void {
    new CfnEventSourceMapping(this, id, {
      eventSourceArn: streamOf(table),
      functionName: this.function.lambda.functionName,
      startingPosition: 'TRIM_HORIZON',
      batchSize: 10,
      filterCriteria: { filters: wakesOn.map((path) => ({ pattern: JSON.stringify(imagesWith(path)) })) },
      functionResponseTypes: ['ReportBatchItemFailures'],
      bisectBatchOnFunctionError: true,
      maximumRetryAttempts: -1,
      maximumRecordAgeInSeconds: triedFor.toSeconds(),
      destinationConfig: { onFailure: { destination: this.failures.queue.queueArn } },
    });
  }

  /** CloudWatch Logs hands over the lines of refusals. It invokes the function without waiting, so Lambda tries again and has a failure queue. */
  #subscribe(logs: readonly LogGroup[]): void {
    const { lambda } = this.function;
    new CfnEventInvokeConfig(this, 'retries', {
      functionName: lambda.functionName,
      qualifier: '$LATEST',
      maximumRetryAttempts: 2,
      destinationConfig: { onFailure: { destination: this.failures.queue.queueArn } },
    });
    let before: Construct | undefined;
    for (const log of logs) {
      const permission = new CfnPermission(log, 'auditMayRead', {
        action: 'lambda:InvokeFunction',
        functionName: lambda.functionArn,
        principal: new ServicePrincipal('logs.amazonaws.com').service,
        sourceArn: log.logGroupArn,
      });
      const filter = new CfnSubscriptionFilter(log, 'audit', {
        logGroupName: log.logGroupName,
        filterPattern: '{ $.refused IS TRUE }',
        destinationArn: lambda.functionArn,
      });
      filter.node.addDependency(permission);
      // CloudWatch Logs takes few new filters a second, so CloudFormation makes one after the other.
      if (before !== undefined) {
        filter.node.addDependency(before);
      }
      before = filter;
    }
  }
}

/** Matches images with this number. A filter can test whether an attribute exists only together with its type. */
function imagesWith(path: readonly string[]): object {
  const [first = '', second] = path;
  const number = { N: [{ exists: true }] };
  return { dynamodb: { NewImage: { [first]: second === undefined ? number : { M: { [second]: number } } } } };
}
