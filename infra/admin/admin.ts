import { Command } from 'commander';
import { accounts } from './accounts.ts';
import { AdminError } from './admin-error.ts';
import { administratorToken } from './administrator-token.ts';
import { applications } from './applications.ts';
import { useLocalStack } from './use-local-stack.ts';

const program = new Command('npm run admin --')
  .description('Operates the local stack that `npm start` runs.')
  .showHelpAfterError()
  .hook('preAction', useLocalStack)
  .addCommand(administratorToken())
  .addCommand(applications())
  .addCommand(accounts());

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof AdminError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
