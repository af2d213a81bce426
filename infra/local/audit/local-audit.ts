import { appendFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { DynamoDBRecord } from 'aws-lambda';
import * as z from 'zod/mini';
import { lambdaContext } from '#infra/local/api/lambda-context.ts';
import { streamQueue } from '#infra/local/database/stream-queue.ts';
import { type AuditEvent, auditEventSchema } from '#lib/audit/audit-event.ts';
import { auditFunction } from '#lib/audit/audit-function.ts';
import type { AuditInput } from '#lib/audit/define-audit-job.ts';
import { operatorAct } from '#lib/audit/operator-act.ts';
import { madeOnce } from '#lib/runtime/made-once.ts';
import { parseJson } from '#lib/runtime/parse-json.ts';

export type AuditWriter = (input: AuditInput, context: ReturnType<typeof lambdaContext>) => Promise<unknown>;

export type LocalAuditOptions = {
  /** Loads the audit function. */
  load: () => Promise<AuditWriter>;
  /** The file that keeps the events, one a line. Undefined: they are only printed. */
  file: string | undefined;
  report: (line: string) => void;
};

export type LocalAudit = {
  /** The last events, the latest last. */
  events: readonly AuditEvent[];
  accept(record: DynamoDBRecord): void;
  /** Takes each line that a function writes: refusals go to the audit function, and its events are kept. */
  hear(line: object): void;
  /** Takes what the command line does, as JSON. */
  record(act: string): Promise<void>;
  /** Resolves when the event of everything so far is written. */
  idle(): Promise<void>;
  stop(): Promise<void>;
};

const schema = madeOnce(auditEventSchema);
const keptEvents = 1000;
const delays = { firstMilliseconds: 1000, longestMilliseconds: 30_000 };

/** Stands in for what feeds the audit function on AWS: two streams, the subscriptions to logs, and its own log group. */
export function startLocalAudit({ load, file, report }: LocalAuditOptions): LocalAudit {
  const functionName = auditFunction.id;
  const write = async (input: AuditInput) => (await load())(input, lambdaContext(functionName));
  const queue = streamQueue({ functionName, reader: write, maximumAgeMinutes: 23 * 60, retryDelays: delays, report });
  const events: AuditEvent[] = [];
  const underway = new Set<Promise<unknown>>();
  let lines = 0;

  const invoke = (input: AuditInput) => {
    const written = write(input)
      .catch(({ name }) => report(`${functionName}: failed with ${name}`))
      .finally(() => underway.delete(written));
    underway.add(written);
    return written;
  };
  const keep = (event: AuditEvent) => {
    events.splice(0, events.length + 1 - keptEvents);
    events.push(event);
    if (file !== undefined) {
      appendFileSync(file, `${JSON.stringify(event)}\n`);
    }
  };
  return {
    events,
    accept(record) {
      if (wakes(record)) {
        queue.accept(record);
      }
    },
    hear(line) {
      const event = z.safeParse(schema(), line);
      if (event.success) {
        keep(event.data);
      } else if ('refused' in line) {
        lines += 1;
        const logEvents = [{ id: `${Date.now()}-${lines}`, message: JSON.stringify(line) }];
        void invoke({ awslogs: { data: gzipSync(JSON.stringify({ logEvents })).toString('base64') } });
      }
    },
    async record(act) {
      const parsed = z.safeParse(operatorAct(), parseJson(act));
      if (parsed.success) {
        await invoke({ operatorAct: parsed.data });
      }
    },
    async idle() {
      await queue.idle();
      await Promise.all(underway);
    },
    async stop() {
      await queue.stop();
      await Promise.all(underway);
    },
  };
}

/** On AWS, the filters of the event source mappings say which records wake the function. */
function wakes({ dynamodb }: DynamoDBRecord): boolean {
  return Object.values(auditFunction.streams)
    .flat()
    .some(([name, inner]) => {
      const attribute = dynamodb?.NewImage?.[name];
      return (inner === undefined ? attribute : attribute?.M?.[inner])?.N !== undefined;
    });
}
