import { Stack } from 'aws-cdk-lib';
import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { allow } from '#infra/stack/functions/allow.ts';

/** Allows putting events on this bus and on no other. Nothing if there is none. */
export function allowPuttingEvents(scope: Construct, auditBus: string | null): PolicyStatement[] {
  if (auditBus === null) {
    return [];
  }
  const arn = auditBus.startsWith('arn:')
    ? auditBus
    : Stack.of(scope).formatArn({ service: 'events', resource: 'event-bus', resourceName: auditBus });
  return [allow(['events:PutEvents'], [arn])];
}
