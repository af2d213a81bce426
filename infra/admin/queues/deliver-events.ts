import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { AdminError } from '#infra/admin/admin-error.ts';
import { counted } from '#infra/admin/counted.ts';
import { requireDeployed } from '#infra/admin/deployed/require-deployed.ts';
import { functionsOf, stackParts } from '#infra/admin/deployed/stack-parts.ts';
import type { Target } from '#infra/admin/target.ts';
import { deleteMessage, type FailureMessage, takeMessages } from './failure-queues.ts';

type Delivered = { done: { delivered: number; failed: number; withoutEvent: number }; text: readonly string[]; isAll: boolean };

/**
 * Hands each event to the function again, such as a report of SES. Those that it handles leave the queue; the others stay for another attempt. So do
 * messages about records of a stream, which hold no event.
 */
export async function deliverEvents(target: Target, functionId: string, queueUrl: string): Promise<Delivered> {
  const { name } = requireDeployed(target, 'queues redrive', 'the local stack has no failure queues');
  const wanted = functionsOf(await stackParts(name)).find((each) => each.functionId === functionId);
  if (wanted === undefined) {
    throw new AdminError(`The stack ${name} has no function ${functionId}. Deploy it again.`);
  }
  const client = new LambdaClient({ maxAttempts: 4 });
  const done = { delivered: 0, failed: 0, withoutEvent: 0 };
  for await (const messages of takeMessages(queueUrl)) {
    for (const message of messages) {
      const outcome = await deliver(client, wanted.physicalId, message);
      done[outcome]++;
      if (outcome === 'delivered') {
        await deleteMessage(queueUrl, message);
      }
    }
  }
  const { delivered, failed, withoutEvent } = done;
  return {
    done,
    text: [
      `The function has handled ${counted(delivered, 'event')}.`,
      ...(failed > 0
        ? [`It failed on ${failed}, which stay in the queue. logs ${functionId} says why. Try them again in five minutes.`]
        : []),
      ...(withoutEvent > 0
        ? [
            `The queue keeps ${counted(withoutEvent, 'message')} without an event, only with a place in a stream. docs/runbook.md says more.`,
          ]
        : []),
    ],
    isAll: failed + withoutEvent === 0,
  };
}

async function deliver(
  client: LambdaClient,
  FunctionName: string,
  { payload }: FailureMessage,
): Promise<keyof Delivered['done']> {
  if (payload === undefined) {
    return 'withoutEvent';
  }
  const { FunctionError } = await client.send(new InvokeCommand({ FunctionName, Payload: Buffer.from(JSON.stringify(payload)) }));
  return FunctionError === undefined ? 'delivered' : 'failed';
}
