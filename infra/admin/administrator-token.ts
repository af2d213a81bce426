import { userInfo } from 'node:os';
import { Command, InvalidArgumentError } from 'commander';
import { mintAdministratorToken } from '#lib/dialects/crafter-studio/administrator-token.ts';
import { AdminError } from './admin-error.ts';
import type { Operate, Outcome } from './operate.ts';
import type { Target } from './target.ts';

export function administratorToken(operate: Operate): Command {
  return new Command('administrator-token')
    .description('Prints a token for the Studio administrator’s route. The last line holds nothing else.')
    .option('--minutes <number>', 'minutes until it expires, 60 at most', minutes, 15)
    .option('--subject <name>', 'whose token it is; the audit records name it (default: you)', subject)
    .action(operate(printToken, 'crafter-studio'));
}

async function printToken({ settings }: Target, options: { minutes: number; subject?: string }): Promise<Outcome> {
  const minted = await mintAdministratorToken(settings, {
    subject: options.subject ?? userInfo().username,
    lifetimeSeconds: options.minutes * 60,
  });
  if ('issuer' in minted) {
    throw new AdminError(`This stack accepts only tokens from ${minted.issuer}.`);
  }
  const { token, expiresAt } = minted;
  return { json: { token, expiresAt: new Date(expiresAt * 1000).toISOString() }, text: [token] };
}

function subject(text: string): string {
  if (text.length < 1 || text.length > 255) {
    throw new InvalidArgumentError('It must have 1 to 255 characters.');
  }
  return text;
}

function minutes(text: string): number {
  const number = /^\d{1,2}$/.test(text) ? Number(text) : 0;
  if (number < 1 || number > 60) {
    throw new InvalidArgumentError('It must be a whole number from 1 to 60.');
  }
  return number;
}
