import { Command, InvalidArgumentError } from 'commander';
import { secretsManager } from '#lib/secrets/secrets-manager.ts';
import { AdminError } from './admin-error.ts';
import type { Operate, Outcome } from './operate.ts';
import { signAdministratorToken } from './sign-administrator-token.ts';
import type { Target } from './target.ts';

const minutes = (text: string): number => {
  const number = /^\d{1,2}$/.test(text) ? Number(text) : 0;
  if (number < 1 || number > 60) throw new InvalidArgumentError('It must be a whole number from 1 to 60.');
  return number;
};

export function administratorToken(operate: Operate): Command {
  return new Command('administrator-token')
    .description('Prints a token for the Studio administrator route, alone on the last line.')
    .option('--minutes <number>', 'how long it is good for, 60 at most', minutes, 15)
    .action(operate(printToken));
}

async function printToken({ settings }: Target, options: { minutes: number }): Promise<Outcome> {
  if (settings.oidcIssuer !== null) {
    throw new AdminError(`This stack takes the tokens of ${settings.oidcIssuer} and no others.`);
  }
  const [secret = ''] = await secretsManager(settings).administrators();
  const expiresAt = Math.floor(Date.now() / 1000) + options.minutes * 60;
  const token = await signAdministratorToken(secret, expiresAt);
  return { json: { token, expiresAt: new Date(expiresAt * 1000).toISOString() }, text: [token] };
}
