import { createHash } from 'node:crypto';
import type { FakeAnswer } from './fake-aws.ts';

/** The state of the services that only the operator's commands call. */
export type FakeOperation = {
  /** Resources of the stack: type, logical id, physical id. */
  parts: readonly (readonly [type: string, logicalId: string, physicalId: string])[];
  /** The messages in each queue. The path of its URL ends with its name. */
  queues: { readonly [name in 'links' | 'notices' | 'reports']: FakeMessage[] };
  /** The lines of each log group. The fake matches a pattern in quotes only; any other pattern matches the lines that hold `problem`. */
  logs: { readonly [group: string]: readonly { timestamp: number; message: string }[] };
  /** The patterns that were searched for. */
  searched: string[];
  /** The values that were put into each secret, the newest last. */
  secrets: { [name: string]: string[] };
  /** The names of the alarms that are in the state ALARM. */
  alarms: string[];
  /** What each function was invoked with. A function fails on a payload that holds `poison`. */
  invoked: { name: string; payload: unknown }[];
};

type FakeMessage = { body: string; sentAt: number; isOut?: boolean };

type Call = { target: string; call: string; body: string };

/** Answers for SQS and for Lambda's invocations. Undefined for other calls. */
export function operationAnswer(operation: FakeOperation | undefined, { target, call, body }: Call): FakeAnswer | undefined {
  if (operation === undefined) {
    return undefined;
  }
  const [, invoked] = /^POST \/2015-03-31\/functions\/([^/]+)\/invocations/.exec(call) ?? [];
  if (invoked !== undefined) {
    operation.invoked.push({ name: invoked, payload: JSON.parse(body) });
    return body.includes('poison')
      ? { body: '{"errorMessage":"it failed"}', headers: { 'x-amz-function-error': 'Unhandled' } }
      : { body: 'null' };
  }
  const [service, action = ''] = target.split('.');
  if (target === 'secretsmanager.PutSecretValue') {
    const { SecretId, SecretString } = JSON.parse(body);
    operation.secrets[SecretId] = [...(operation.secrets[SecretId] ?? []), SecretString];
    return { body: JSON.stringify({ Name: SecretId, VersionStages: ['AWSCURRENT'] }) };
  }
  if (service === 'Logs_20140328') {
    return logsAnswer(operation, JSON.parse(body));
  }
  if (service === 'GraniteServiceVersion20100801') {
    return { body: JSON.stringify({ MetricAlarms: operation.alarms.map((AlarmName) => ({ AlarmName })), CompositeAlarms: [] }) };
  }
  return service === 'AmazonSQS' ? queueAnswer(operation, action, JSON.parse(body)) : undefined;
}

/** One page for each line, and an empty one first, as CloudWatch Logs may do. */
function logsAnswer(
  { logs, searched }: FakeOperation,
  {
    logGroupName,
    filterPattern,
    startTime,
    nextToken,
  }: { logGroupName: string; filterPattern: string; startTime: number; nextToken?: string },
): FakeAnswer {
  if (nextToken === undefined) {
    searched.push(filterPattern);
    return { body: JSON.stringify({ events: [], nextToken: '0' }) };
  }
  const wanted = /^"(.*)"$/.exec(filterPattern)?.[1] ?? 'problem';
  const matching = (logs[logGroupName] ?? []).filter(
    ({ message, timestamp }) => message.includes(wanted) && timestamp >= startTime,
  );
  const at = Number(nextToken);
  const more = at + 1 < matching.length ? { nextToken: `${at + 1}` } : {};
  return { body: JSON.stringify({ events: matching.slice(at, at + 1), ...more }) };
}

type QueueInput = {
  QueueUrl: string;
  MaxNumberOfMessages: number;
  ReceiptHandle: string;
  Entries: { Id: string; ReceiptHandle: string }[];
};

/** The handle of a message is its body. */
function queueAnswer({ queues }: FakeOperation, action: string, input: QueueInput): FakeAnswer {
  const messages = Object.entries(queues).find(([name]) => input.QueueUrl.endsWith(`/${name}`))?.[1] ?? [];
  const reply = (value: object): FakeAnswer => ({ body: JSON.stringify(value), type: 'application/x-amz-json-1.0' });
  switch (action) {
    case 'GetQueueAttributes': {
      const out = messages.filter(({ isOut }) => isOut).length;
      const counts = {
        ApproximateNumberOfMessages: `${messages.length - out}`,
        ApproximateNumberOfMessagesNotVisible: `${out}`,
      };
      return reply({ Attributes: counts });
    }
    case 'ReceiveMessage': {
      const given = messages.filter(({ isOut }) => !isOut).slice(0, Math.min(input.MaxNumberOfMessages, 2));
      for (const message of given) {
        message.isOut = true;
      }
      const Messages = given.map(({ body, sentAt }) => ({
        Body: body,
        MD5OfBody: createHash('md5').update(body).digest('hex'),
        ReceiptHandle: body,
        Attributes: { SentTimestamp: `${sentAt}` },
      }));
      return reply(given.length === 0 ? {} : { Messages });
    }
    case 'ChangeMessageVisibilityBatch':
      for (const { ReceiptHandle } of input.Entries) {
        for (const message of messages.filter(({ body }) => body === ReceiptHandle)) {
          message.isOut = false;
        }
      }
      return reply({ Successful: input.Entries.map(({ Id }) => ({ Id })), Failed: [] });
    case 'DeleteMessage':
      messages.splice(
        messages.findIndex(({ body }) => body === input.ReceiptHandle),
        1,
      );
      return reply({});
    case 'PurgeQueue':
      messages.length = 0;
      return reply({});
    default:
      return { ...reply({ __type: 'UnknownOperationException', message: action }), status: 400 };
  }
}
