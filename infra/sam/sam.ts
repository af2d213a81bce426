import { Command } from 'commander';
import { version } from '#infra/version.ts';
import { functionIds } from '#lib/function-ids.ts';
import { SettingsError } from '#lib/settings/settings.ts';
import { SamError } from './sam-error.ts';
import { samName } from './template.ts';
import { useSam } from './use-sam.ts';

type PortOption = { port: string };

const port = ['--port <number>', 'the port of the API', '3001'] as const;
const program = new Command('npm run sam --')
  .version(version, '--version', 'print the version of Rekey')
  .description('Runs the functions of the CDK stack in sam local, with the database and the inbox of a running npm start.')
  .showHelpAfterError();
program
  .command('start-api', { isDefault: true })
  .description('Serves the whole API. Arguments after -- go to sam local start-api, for example -- --warm-containers LAZY')
  .option(...port)
  .argument('[arguments...]')
  .action((_given, options, command) => startApi(options, command));
program
  .command('invoke')
  .description('Invokes one function with an event, for example invoke traffic-ops/reset-password build/events/…json')
  .argument('<id>', 'the id of the function, which is its file under functions/')
  .argument('<event>', 'a JSON file. npm run events writes some for every function')
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

async function startApi({ port }: PortOption, { args }: Command): Promise<void> {
  const runSam = await useSam(`http://127.0.0.1:${port}`);
  process.exitCode = await runSam(['start-api', '--port', port, ...args]);
}

async function invoke(id: string, event: string, { port }: PortOption): Promise<void> {
  const ids: readonly string[] = functionIds;
  if (!ids.includes(id)) {
    throw new SamError(`There is no function ${id}. The functions are:\n${ids.join('\n')}`);
  }
  const runSam = await useSam(`http://127.0.0.1:${port}`);
  process.exitCode = await runSam(['invoke', samName(id), '--event', event]);
}
