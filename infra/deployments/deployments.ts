import { constants, copyFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { version } from '#infra/version.ts';
import { SettingsError } from '#lib/settings/settings.ts';
import { deploymentNames, deploymentsFolder, readDeploymentFile } from './deployment-file.ts';
import { writeDeploymentSchema } from './deployment-schema.ts';

const program = new Command('npm run deployments --')
  .version(version, '--version', 'print the version of Rekey')
  .description('The files with the settings of your deployments, and the schema with which editors complete them.')
  .showHelpAfterError('(add --help for usage)');
program
  .command('list', { isDefault: true })
  .description('Lists the deployments that have a file, with stack, region and account.')
  .action(list);
program
  .command('create')
  .description('Makes a file for a new deployment, from the example.')
  .argument('<name>', 'for example production')
  .action(create);

try {
  mkdirSync(deploymentsFolder(), { recursive: true });
  writeDeploymentSchema();
  program.parse();
} catch (error) {
  if (!(error instanceof SettingsError)) {
    throw error;
  }
  console.error(error.message);
  process.exitCode = 1;
}

function list(): void {
  for (const name of deploymentNames()) {
    const { file, stackName, region = 'your region', account = 'your account' } = readDeploymentFile(name);
    console.log(`${name}: the stack ${stackName} in ${region}, ${account} (${file})`);
  }
}

function create(name: string): void {
  if (!/^[A-Za-z0-9][\w.-]*$/.test(name)) {
    throw new SettingsError('A name has letters, digits, hyphens, dots and underscores.');
  }
  const file = path.join(deploymentsFolder(), `${name}.json`);
  const example = fileURLToPath(new URL('../../deployments/example.json', import.meta.url));
  try {
    copyFileSync(example, file, constants.COPYFILE_EXCL);
  } catch {
    throw new SettingsError(`${path.relative('', file)} exists already.`);
  }
  console.log(`Edit ${path.relative('', file)}. Then run: npm run doctor -- --env ${name}`);
}
