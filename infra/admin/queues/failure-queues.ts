import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import * as z from 'zod/mini';
import { parseJson } from '#lib/runtime/parse-json.ts';

let client: SQSClient | undefined;

function sqsClient(): SQSClient {
  client ??= new SQSClient({ maxAttempts: 4 });
  return client;
}

/** What Lambda tells about an event that it gave up on. */
export type FailureMessage = {
  receipt: string;
  /** Epoch milliseconds. */
  sentAt: number;
  /** Why, as `RecordAgeExceeded` or `RetriesExhausted`. */
  condition: string;
  /** How many records of a stream it is about. Lambda keeps their place in the stream only, and not what is in them. Absent for a report of SES. */
  records?: number;
  /** The event itself. Absent for records of a stream. */
  payload?: object;
};

/** How many messages lie in a queue. Those that someone reads just now are not among the waiting ones. */
export async function countMessages(QueueUrl: string): Promise<{ waiting: number; beingRead: number }> {
  const { Attributes = {} } = await sqsClient().send(
    new GetQueueAttributesCommand({
      QueueUrl,
      AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
    }),
  );
  const { ApproximateNumberOfMessages = '0', ApproximateNumberOfMessagesNotVisible = '0' } = Attributes;
  return { waiting: Number(ApproximateNumberOfMessages), beingRead: Number(ApproximateNumberOfMessagesNotVisible) };
}

/** The messages of a queue, up to ten at a time. For five minutes nobody else gets a message that this has given out. */
export async function* takeMessages(QueueUrl: string): AsyncGenerator<readonly FailureMessage[]> {
  while (true) {
    const { Messages = [] } = await sqsClient().send(
      new ReceiveMessageCommand({
        QueueUrl,
        MaxNumberOfMessages: 10,
        VisibilityTimeout: 300,
        // Without a wait, SQS asks only some of its servers, and may say that a queue is empty that is not.
        WaitTimeSeconds: 1,
        MessageSystemAttributeNames: ['SentTimestamp'],
      }),
    );
    if (Messages.length === 0) {
      return;
    }
    yield Messages.map(({ Body = '', ReceiptHandle = '', Attributes = {} }) => ({
      receipt: ReceiptHandle,
      sentAt: Number(Attributes.SentTimestamp ?? 0),
      ...parseBody(Body),
    }));
  }
}

/** Gives messages back, so that the next reader gets them at once. */
export async function giveBack(QueueUrl: string, messages: readonly FailureMessage[]): Promise<void> {
  for (let from = 0; from < messages.length; from += 10) {
    const Entries = messages
      .slice(from, from + 10)
      .map(({ receipt }, index) => ({ Id: `${index}`, ReceiptHandle: receipt, VisibilityTimeout: 0 }));
    await sqsClient().send(new ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries }));
  }
}

export async function deleteMessage(QueueUrl: string, { receipt }: FailureMessage): Promise<void> {
  await sqsClient().send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: receipt }));
}

export async function purge(QueueUrl: string): Promise<void> {
  await sqsClient().send(new PurgeQueueCommand({ QueueUrl }));
}

/** Anyone who may write to the queue can put anything into it, so a message that Lambda did not write has no condition. */
function parseBody(text: string): Pick<FailureMessage, 'condition' | 'records' | 'payload'> {
  const { data } = z.safeParse(body, parseJson(text));
  return {
    condition: data?.requestContext.condition ?? 'unknown',
    ...(data?.DDBStreamBatchInfo !== undefined && { records: data.DDBStreamBatchInfo.batchSize }),
    ...(data?.requestPayload !== undefined && { payload: data.requestPayload }),
  };
}

const body = z.object({
  requestContext: z.object({ condition: z.string() }),
  requestPayload: z.optional(z.looseObject({})),
  DDBStreamBatchInfo: z.optional(z.object({ batchSize: z.number() })),
});
