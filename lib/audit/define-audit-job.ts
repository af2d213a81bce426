import type { CloudWatchLogsEvent, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import * as z from 'zod/mini';
import type { ResetTokens } from '#lib/reset/ports.ts';
import { logger, withoutMessage, writeLine } from '#lib/runtime/log.ts';
import { madeOnce } from '#lib/runtime/made-once.ts';
import { currentSettings, type Settings } from '#lib/settings/settings.ts';
import type { AuditEvent } from './audit-event.ts';
import type { AuditBus } from './event-bus.ts';
import { eventsOfLog } from './events-of-log.ts';
import { eventsOfRecord } from './events-of-record.ts';
import { type OperatorAct, operatorAct, operatorEvent } from './operator-act.ts';

export type AuditAdapters = {
  resetTokens: (settings: Settings) => Pick<ResetTokens, 'find'>;
  bus: (settings: Settings) => AuditBus | undefined;
};

/** From the streams of two tables, from the logs of the routes, and from the command line. */
export type AuditInput = DynamoDBStreamEvent | CloudWatchLogsEvent | { operatorAct: OperatorAct };

/** What a stream's event source mapping reads. The others ignore it. */
type Answer = { batchItemFailures: [] };

/**
 * The Lambda handler that writes the audit events (A7). Each is one line in the function's own log group, and is also put on the bus if there is one.
 * If the bus does not take them, the handler throws, and the same records come again: the lines then come again too, under the same ids.
 */
export function defineAuditJob(adapters: AuditAdapters): (input: AuditInput) => Promise<Answer> {
  const open = madeOnce(() => {
    const settings = currentSettings();
    return { resetTokens: adapters.resetTokens(settings), bus: adapters.bus(settings) };
  });
  return async (input) => {
    const { resetTokens, bus } = open();
    const events = await eventsIn(input, resetTokens);
    for (const event of events) {
      writeLine(event);
    }
    await bus?.put(events);
    return { batchItemFailures: [] };
  };
}

async function eventsIn(input: AuditInput, resetTokens: Pick<ResetTokens, 'find'>): Promise<readonly AuditEvent[]> {
  if ('Records' in input) {
    return input.Records.flatMap(eventsOrNote);
  }
  return 'awslogs' in input
    ? eventsOfLog(input.awslogs.data, (hash) => resetTokens.find(hash))
    : [operatorEvent(z.parse(operatorAct(), input.operatorAct))];
}

/** A malformed record must not hold up the others. It would fail each time, so it is noted once, and an alarm rings. */
function eventsOrNote(record: DynamoDBRecord): readonly AuditEvent[] {
  try {
    return eventsOfRecord(record);
  } catch (error) {
    const { failure } = withoutMessage(error);
    logger.error('a record has no audit event', { record: record.dynamodb?.SequenceNumber ?? 'none', failure });
    return [];
  }
}
