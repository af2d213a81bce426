import { counted } from '#infra/admin/counted.ts';
import { dueNotices, orderAgain } from '#infra/admin/notices/due-notices.ts';
import type { Outcome } from '#infra/admin/operate.ts';
import { requireConsent } from '#infra/admin/require-consent.ts';
import type { Target } from '#infra/admin/target.ts';
import { askAgain, unmailedRequests } from './ask-again.ts';
import { deliverEvents } from './deliver-events.ts';
import { countMessages, deleteMessage, takeMessages } from './failure-queues.ts';

export type Redrive = {
  target: Target;
  functionId: string;
  queueUrl: string;
  /** Whether to ask again also for requests whose mail failed for good. */
  failed: boolean;
  dryRun: boolean;
  yes: boolean;
};

/** What is done again, in words and in numbers. */
type Work = {
  /** What it would do. */
  plan: string;
  /** @returns what it did, as sentences and as numbers */
  run(): Promise<{ done: { readonly [what: string]: number }; text: readonly string[]; isAll: boolean }>;
};

/**
 * Does again what a function gave up on. A message about a stream names only a place in the stream, and the stream has deleted those records by then, or
 * does so within the hour. The tables still say what is undone, so the work comes from there and not from the messages.
 */
export async function redrive(given: Redrive): Promise<Outcome> {
  const { target, functionId, queueUrl, dryRun, yes } = given;
  const [{ waiting }, work] = await Promise.all([countMessages(queueUrl), workOf(given)]);
  const plan = `${work.plan} The failure queue has ${counted(waiting, 'message')}.`;
  if (dryRun) {
    return { json: { function: functionId, messages: waiting, dryRun }, text: [`Without --dry-run: ${plan}`] };
  }
  if (!yes) {
    await requireConsent(target, plan);
  }
  const { done, text, isAll } = await work.run();
  return { json: { function: functionId, dryRun, ...done }, text, ...(!isAll && { exitCode: 2 }) };
}

async function workOf({ functionId, target, queueUrl, failed }: Redrive): Promise<Work> {
  if (functionId === 'mail/send-reset-link') {
    return resetLinks(target, queueUrl, failed);
  }
  if (functionId === 'mail/send-change-notice') {
    return notices(target, queueUrl);
  }
  return {
    plan: 'This hands each event in the queue to the function again.',
    run: () => deliverEvents(target, functionId, queueUrl),
  };
}

async function resetLinks({ settings }: Target, queueUrl: string, failed: boolean): Promise<Work> {
  const late = await unmailedRequests(settings, { now: Date.now(), failed });
  const which = failed ? 'whose mail failed or did not go out in time' : 'whose mail did not go out in time';
  return {
    plan: `This asks again for ${counted(late.length, 'request')} ${which}. Their people get a new link.`,
    run: async () => {
      const { accepted, throttled } = await askAgain(settings, late);
      const deleted = await deleteAll(queueUrl);
      return {
        done: { askedAgain: accepted, throttled, deleted },
        text: [
          `Asked again for ${counted(accepted, 'request')}. Removed ${counted(deleted, 'message')}.`,
          ...(throttled > 0
            ? [`${throttled} have had all their mails for now, so their newest link works. resets list shows them.`]
            : []),
        ],
        isAll: throttled === 0,
      };
    },
  };
}

async function notices({ settings }: Target, queueUrl: string): Promise<Work> {
  const due = await dueNotices(settings, Date.now());
  return {
    plan: `This sends ${counted(due.length, 'notice')} that did not go out in time.`,
    run: async () => {
      const ordered = await orderAgain(settings, due);
      const deleted = await deleteAll(queueUrl);
      return {
        done: { ordered, deleted },
        text: [
          `Sending ${counted(ordered, 'notice')}. Removed ${counted(deleted, 'message')}. notices list shows what is not sent yet.`,
        ],
        isAll: true,
      };
    },
  };
}

/** Deletes the messages one by one and not by purging, because what arrives meanwhile is about something else. */
async function deleteAll(queueUrl: string): Promise<number> {
  let deleted = 0;
  for await (const messages of takeMessages(queueUrl)) {
    await Promise.all(messages.map((message) => deleteMessage(queueUrl, message)));
    deleted += messages.length;
  }
  return deleted;
}
