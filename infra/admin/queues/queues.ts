import { Command } from 'commander';
import { AdminError } from '#infra/admin/admin-error.ts';
import { counted } from '#infra/admin/counted.ts';
import { requireDeployed } from '#infra/admin/deployed/require-deployed.ts';
import { type FunctionPart, failureQueuesOf, stackParts } from '#infra/admin/deployed/stack-parts.ts';
import type { Operate, Outcome } from '#infra/admin/operate.ts';
import { requireConsent } from '#infra/admin/require-consent.ts';
import type { Target } from '#infra/admin/target.ts';
import { columns, timeText } from '#infra/admin/terminal.ts';
import { countMessages, type FailureMessage, giveBack, purge, takeMessages } from './failure-queues.ts';
import { redrive } from './redrive.ts';

type MassOptions = { dryRun?: boolean; yes?: boolean };

const name = 'the function that gave up, as the list and the alarm name it, for example mail/send-reset-link';

export function queues(operate: Operate): Command {
  const list = new Command('list')
    .description('Lists the failure queues, and how many messages lie in each.')
    .action(operate(listThem));
  const show = new Command('show')
    .description('Shows the messages of a failure queue: when and why the function gave up. They stay in the queue.')
    .argument('<function>', name)
    .option('--limit <number>', 'how many messages at most', Number, 100)
    .action(operate(showOne));
  const again = new Command('redrive')
    .description(
      'Does again what a function gave up on, and removes the messages of what is done. Reset links: asks again for everyone who still waits. Notices: sends those that are still due. Reports of bounces: hands them to the function again. On a deployed stack it asks first.',
    )
    .argument('<function>', name)
    .option('--failed', 'reset links only: ask again also for those whose mail SES refused for good')
    .option('--dry-run', 'print what it would do, and change nothing')
    .option('--yes', 'do not ask first')
    .action(operate(redriveOne));
  const empty = new Command('purge')
    .description('Empties a failure queue. Asks first.')
    .argument('<function>', name)
    .option('--dry-run', 'print what it would do, and change nothing')
    .option('--yes', 'do not ask first')
    .action(operate(purgeOne));
  return new Command('queues')
    .description('Queues of what a function gave up on.')
    .addCommand(list)
    .addCommand(show)
    .addCommand(again)
    .addCommand(empty);
}

async function queuesOf(target: Target): Promise<readonly FunctionPart[]> {
  const { name: stack } = requireDeployed(
    target,
    'queues',
    'the local stack has no failure queues, it says on its own screen what it gives up',
  );
  return failureQueuesOf(await stackParts(stack));
}

async function findQueue(target: Target, wanted: string): Promise<FunctionPart> {
  const all = await queuesOf(target);
  const queue = all.find(({ functionId }) => functionId === wanted);
  if (queue === undefined) {
    throw new AdminError(
      `There is no failure queue of ${wanted}. There are: ${all.map(({ functionId }) => functionId).join(', ')}.`,
    );
  }
  return queue;
}

async function listThem(target: Target): Promise<Outcome> {
  const all = await Promise.all(
    (await queuesOf(target)).map(async ({ functionId, physicalId }) => ({
      function: functionId,
      ...(await countMessages(physicalId)),
    })),
  );
  const rows = all.map((queue) => [queue.function, `${queue.waiting}`, `${queue.beingRead}`]);
  return { json: { queues: all }, text: columns(['FUNCTION', 'MESSAGES', 'BEING READ'], rows) };
}

async function showOne(target: Target, wanted: string, { limit }: { limit: number }): Promise<Outcome> {
  if (!Number.isSafeInteger(limit) || limit < 1) {
    throw new AdminError('--limit must be a whole number of at least 1.');
  }
  const { physicalId } = await findQueue(target, wanted);
  const taken: FailureMessage[] = [];
  for await (const some of takeMessages(physicalId)) {
    taken.push(...some);
    if (taken.length >= limit) {
      break;
    }
  }
  await giveBack(physicalId, taken);
  const messages = taken.slice(0, limit);
  const rows = messages.map(({ sentAt, condition, records }) => [
    timeText(sentAt),
    condition,
    records === undefined ? 'one report' : `${records} records`,
  ]);
  return {
    json: { messages: messages.map(({ receipt, sentAt, ...rest }) => ({ sentAt: timeText(sentAt), ...rest })) },
    text: messages.length === 0 ? [`The failure queue of ${wanted} is empty.`] : columns(['GIVEN UP', 'WHY', 'WHAT'], rows),
  };
}

async function redriveOne(target: Target, wanted: string, options: MassOptions & { failed?: boolean }): Promise<Outcome> {
  const { failed = false, dryRun = false, yes = false } = options;
  if (failed && wanted !== 'mail/send-reset-link') {
    throw new AdminError('--failed goes with mail/send-reset-link.');
  }
  const { physicalId } = await findQueue(target, wanted);
  return redrive({ target, functionId: wanted, queueUrl: physicalId, failed, dryRun, yes });
}

async function purgeOne(target: Target, wanted: string, { dryRun = false, yes = false }: MassOptions): Promise<Outcome> {
  const { physicalId } = await findQueue(target, wanted);
  const { waiting } = await countMessages(physicalId);
  const what = `${counted(waiting, 'message')} in the failure queue of ${wanted}`;
  if (dryRun) {
    return { json: { function: wanted, messages: waiting, dryRun }, text: [`This would delete the ${what}.`] };
  }
  if (!yes) {
    await requireConsent(target, `This deletes the ${what}. What they are about stays undone.`);
  }
  await purge(physicalId);
  return {
    json: { function: wanted, messages: waiting, dryRun },
    text: [`Deleted the ${what}. SQS takes up to a minute, and deletes what arrives meanwhile too.`],
  };
}
