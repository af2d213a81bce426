import { Command, InvalidArgumentError } from 'commander';
import { mintAdministratorToken } from '#lib/dialects/crafter-studio/administrator-token.ts';
import { AdminError } from './admin-error.ts';
import type { Operate, Outcome } from './operate.ts';
import type { Target } from './target.ts';

export function administratorToken(operate: Operate): Command {
  return new Command('administrator-token')
    .description('Prints a token for the Studio administrator’s route. The last line holds nothing else.')
    .option('--minutes <number>', 'minutes until it expires, 60 at most', minutes, 15)
    .action(operate(printToken, 'crafter-studio'));
}

async function printToken({ settings }: Target, options: { minutes: number }): Promise<Outcome> {
  const minted = await mintAdministratorToken(settings, options.minutes * 60);
  if ('issuer' in minted) {
    throw new AdminError(`This stack accepts only tokens from ${minted.issuer}.`);
  }
  const { token, expiresAt } = minted;
  return { json: { token, expiresAt: new Date(expiresAt * 1000).toISOString() }, text: [token] };
}

function minutes(text: string): number {
  const number = /^\d{1,2}$/.test(text) ? Number(text) : 0;
  if (number < 1 || number > 60) {
    throw new InvalidArgumentError('It must be a whole number from 1 to 60.');
  }
  return number;
}
