import { Command } from 'commander';
import * as z from 'zod/mini';
import { askLocalStack, requireLocalStack } from './local-stack.ts';
import type { Operate, Outcome } from './operate.ts';
import type { Target } from './target.ts';

const resetAnswer = z.object({ accounts: z.number(), application: z.string() });

export function demo(operate: Operate): Command {
  const reset = new Command('reset')
    .description(
      'Puts the demo’s accounts and its application back as on the first start, ends their reset links and sessions, deletes their reset requests, and lifts all limits. Other accounts stay as they are. Works on the local stack only.',
    )
    .action(operate(resetIt));
  return new Command('demo').description('The demo’s accounts and application on the local stack.').addCommand(reset);
}

async function resetIt(target: Target): Promise<Outcome> {
  const local = requireLocalStack(target, 'demo reset', 'a deployed stack has no demo');
  const answer = z.parse(resetAnswer, await askLocalStack(local, 'demo-reset'));
  const { accounts, application } = answer;
  return {
    json: answer,
    text: [
      `The demo is as it was on the first start: ${accounts} accounts and the application ${application}. All limits are lifted.`,
    ],
  };
}
