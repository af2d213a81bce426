import { Command } from 'commander';
import { mailFunctions } from '#lib/mail/mail-functions.ts';
import { routes } from '#lib/routes.ts';
import { SettingsError } from '#lib/settings/settings.ts';
import { SamError } from './sam-error.ts';
import { samName } from './template.ts';
import { useSam } from './use-sam.ts';

type Where = { port: string };

async function startApi({ port }: Where, { args }: Command): Promise<void> {
  const runSam = await useSam(`http://127.0.0.1:${port}`);
  process.exitCode = await runSam(['start-api', '--port', port, ...args]);
}

async function invoke(id: string, event: string, { port }: Where): Promise<void> {
  const ids: readonly string[] = [...routes, ...mailFunctions].map((each) => each.id);
  if (!ids.includes(id)) {
    throw new SamError(`There is no function ${id}. There are:\n${ids.join('\n')}`);
  }
  const runSam = await useSam(`http://127.0.0.1:${port}`);
  process.exitCode = await runSam(['invoke', samName(id), '--event', event]);
}

const port = ['--port <number>', 'of the API', '3001'] as const;
const program = new Command('npm run sam --')
  .description('Runs the functions of the CDK stack in sam local, on the database and the inbox of a running npm start.')
  .showHelpAfterError();
program
  .command('start-api', { isDefault: true })
  .description('Serves the whole API. What follows -- goes to sam local start-api, for example -- --warm-containers LAZY')
  .option(...port)
  .argument('[arguments...]')
  .action((_given, options, command) => startApi(options, command));
program
  .command('invoke')
  .description('Invokes one function with an event, for example invoke traffic-ops/reset-password build/events/…json')
  .argument('<id>', 'of the function, which is its file under functions/')
  .argument('<event>', 'a JSON file; npm run events makes some for every function')
  .option(...port)
  .action(invoke);

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof SamError || error instanceof SettingsError)) {
    throw error;
  }
  console.error(error.message);
  process.exitCode = 1;
}
