import type { DynamoDBRecord } from 'aws-lambda';
import type { MailOutcome } from '#lib/reset/mail-outcome.ts';
import { MailRefused } from '#lib/reset/ports.ts';
import { logger, metrics, withoutMessage } from '#lib/runtime/log.ts';
import { isTransient } from './is-transient.ts';

/** The work that one image of a stream orders. */
export type Order<Task> = {
  task: Task;
  /** The HTTP request that caused it. Other functions log the same id. */
  requestId?: string;
};

/** Returns undefined if the image orders nothing. Throws if it is malformed. */
export type ParseImage<Task> = (image: object) => Order<Task> | undefined;

/** How an order is carried out. */
export type StreamJob<Task> = {
  /** @param now epoch milliseconds */
  run(task: Task, now: number): Promise<MailOutcome>;
  /** Counts an unexplained failure and returns how many there have been; undefined if a later task has replaced this one. */
  countFailure(task: Task): Promise<number | undefined>;
  /** Ends a task that will never succeed. */
  giveUp(task: Task, reason: string): Promise<void>;
};

export type Settled = 'settled' | 'retry';

/**
 * Handles one record and never throws. A transient failure (`isTransient`) is tried again as long as the stream keeps the record. A refused mail,
 * a malformed record and a fifth unexplained failure are settled for good, so that one bad record does not hold up the others (M8).
 */
export async function settleRecord<Task>(
  parse: ParseImage<Task>,
  job: StreamJob<Task>,
  { dynamodb }: DynamoDBRecord,
  { now, ...ids }: { now: number; function: string; invocationId: string },
): Promise<Settled> {
  const fields = { ...ids, record: dynamodb?.SequenceNumber ?? 'none' };
  const order = parseOrNote(parse, dynamodb?.NewImage, fields);
  if (order === undefined) {
    return 'settled';
  }
  const { task, requestId = 'none' } = order;
  try {
    noteOutcome(await job.run(task, now), { ...fields, requestId });
    return 'settled';
  } catch (failure) {
    return settleFailure(job, task, failure, { ...fields, requestId });
  }
}

type LogFields = { readonly [field: string]: string };

/** In the last line on each record that orders something. The alarm on a mailer that stalls counts these lines. */
const settled = { settled: true };

/** A task is given up after this many unexplained failures. */
const unexplainedFailures = 5;

function parseOrNote<Task>(parse: ParseImage<Task>, image: object | undefined, fields: LogFields): Order<Task> | undefined {
  if (image === undefined) {
    return undefined;
  }
  try {
    return parse(image);
  } catch {
    logger.error('malformed record', { ...fields, ...settled });
    metrics.addMetric('MailsFailed', 1);
    return undefined;
  }
}

async function settleFailure<Task>(job: StreamJob<Task>, task: Task, failure: unknown, fields: LogFields): Promise<Settled> {
  try {
    const { failure: name, ...where } = withoutMessage(failure);
    const refusal = failure instanceof MailRefused ? failure.message : undefined;
    const failures = refusal === undefined && !isTransient(failure) ? await job.countFailure(task) : 0;
    if (failures === undefined) {
      logger.warn('mail job replaced by a later one', { ...fields, failure: name, ...where, ...settled });
      return 'settled';
    }
    if (refusal === undefined && failures < unexplainedFailures) {
      logger.warn('mail job to be tried again', { ...fields, failure: name, ...where });
      return 'retry';
    }
    await job.giveUp(task, refusal ?? name);
    logger.error('mail job failed for good', { ...fields, failure: refusal ?? name, ...where, ...settled });
    metrics.addMetric('MailsFailed', 1);
    return 'settled';
  } catch (another) {
    logger.warn('mail job to be tried again', { ...fields, ...withoutMessage(another) });
    return 'retry';
  }
}

function noteOutcome({ mailsSent, mailsDropped, mailsHeldBack, reason }: MailOutcome, fields: LogFields): void {
  logger.info('mail job done', { ...fields, outcome: reason, mailsSent, mailsDropped, mailsHeldBack, ...settled });
  if (mailsSent > 0) {
    metrics.addMetric('MailsSent', mailsSent);
  }
  if (mailsDropped > 0) {
    metrics.addMetric('MailsDropped', mailsDropped);
  }
  if (mailsHeldBack > 0) {
    metrics.addMetric('MailsHeldBack', mailsHeldBack);
  }
}
