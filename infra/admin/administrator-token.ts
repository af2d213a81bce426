import { Command, InvalidArgumentError } from 'commander';
import { SignJWT } from 'jose';
import { currentSettings } from '#lib/config.ts';
import { secretsManager } from '#lib/secrets/secrets-manager.ts';

const minutes = (text: string): number => {
  const number = /^\d{1,2}$/.test(text) ? Number(text) : 0;
  if (number < 1 || number > 60) throw new InvalidArgumentError('It must be a whole number from 1 to 60.');
  return number;
};

export function administratorToken(): Command {
  return new Command('administrator-token')
    .description('Prints a token for the Studio administrator route, alone on the last line.')
    .option('--minutes <number>', 'how long it is good for, 60 at most', minutes, 15)
    .action(async (options: { minutes: number }) => {
      const [secret = ''] = await secretsManager(currentSettings()).administrators();
      const token = await new SignJWT({ roles: ['admin'] })
        .setProtectedHeader({ alg: 'HS256' })
        .setIssuer('rekey')
        .setAudience('rekey')
        .setIssuedAt()
        .setExpirationTime(`${options.minutes}m`)
        .sign(new TextEncoder().encode(secret));
      console.log(token);
    });
}
