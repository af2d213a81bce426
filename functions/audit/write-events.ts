import { defineAuditJob } from '#lib/audit/define-audit-job.ts';
import { eventBus } from '#lib/audit/event-bus.ts';
import { dynamoResetTokens } from '#lib/dynamo/dynamo-reset-tokens.ts';

export const handler = defineAuditJob({ resetTokens: dynamoResetTokens, bus: eventBus });
