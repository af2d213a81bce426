import { loadavg } from 'node:os';
import { createInterface } from 'node:readline/promises';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { Command, InvalidArgumentError, Option } from 'commander';
import { AdminError, explain } from '#infra/admin/admin-error.ts';
import { functionsOf, stackParts } from '#infra/admin/deployed/stack-parts.ts';
import { readStack } from '#infra/admin/read-stack.ts';
import { sampleEvent } from '#infra/bundle/code-cache/sample-event.ts';
import { useDeployment } from '#infra/deployments/use-deployment.ts';
import { version } from '#infra/version.ts';
import { routes } from '#lib/routes.ts';
import { printFigure, printHeading } from '#test/bench/figure.ts';
import { type MeasuredFunction, measureVariant } from './measure-variant.ts';
import { mostDollars, type VariantName, variants } from './variants.ts';

type Options = { env: string; compare: VariantName; rounds: number; functions?: string[]; yes?: true };

await new Command('npm run bench:aws --')
  .version(version, '--version', 'print the version of Rekey')
  .description(
    'Measures cold starts of a deployed sandbox with two variants of a setting in turn. It changes its functions and gives them back.',
  )
  .requiredOption('--env <name>', 'the deployment: its settings are in deployments/<name>.json')
  .addOption(new Option('--compare <what>', 'what differs').choices(Object.keys(variants)).makeOptionMandatory())
  .option('--rounds <number>', 'cold starts of each side', parseRounds, 11)
  .option('--functions <ids...>', 'only these functions, such as crafter-studio/forgot-password')
  .option('--yes', 'do not ask')
  .showHelpAfterError('(add --help for usage)')
  .action((options: Options) => benchAws(options).catch(fail))
  .parseAsync();

async function benchAws({ env, compare, rounds, functions: wanted, yes }: Options): Promise<void> {
  const { stackName, account, context } = useDeployment(env);
  if (`${context.sandbox}` !== 'true') {
    throw new AdminError('This changes the configuration of functions and makes people wait, so it works on a sandbox only.');
  }
  await readStack(stackName, account);
  const ofRoutes = functionsOf(await stackParts(stackName)).filter(({ functionId }) =>
    routes.some(({ id }) => id === functionId),
  );
  const chosen = ofRoutes.filter(({ functionId }) => wanted === undefined || wanted.includes(functionId));
  if (chosen.length === 0) {
    throw new AdminError(`The stack has no such function. It has ${ofRoutes.map(({ functionId }) => functionId).join(', ')}.`);
  }
  const starts = chosen.length * rounds * 2;
  const consequence = `This starts processes of ${chosen.length} functions ${starts} times in all and costs at most $${mostDollars(chosen.length, rounds).toFixed(2)}. If the people of the examples have accounts in ${stackName}, they may get mails.`;
  if (!yes && !(await isAgreed(consequence))) {
    throw new AdminError('Nothing was changed.');
  }
  let isStopped = false;
  process.on('SIGINT', () => {
    isStopped = true;
    console.error('It gives the function back its configuration and ends.');
  });
  const client = new LambdaClient({ maxAttempts: 5 });
  printHeading(console.log);
  for (const { functionId, physicalId } of chosen) {
    if (isStopped) {
      break;
    }
    const event = await sampleEvent(functionId);
    const measured: MeasuredFunction = { functionId, name: physicalId, eventOf: (number) => withAddress(event, number) };
    const measurement = { client, variant: variants[compare], rounds, isStopped: () => isStopped };
    for (const figure of await measureVariant(measured, measurement)) {
      printFigure({ ...figure, load: loadavg()[0] ?? Number.NaN }, console.log);
    }
  }
}

/** A request from another address each time, so that no limit refuses it. */
function withAddress(event: object, number: number): object {
  return JSON.parse(JSON.stringify(event).replaceAll('127.1.0.1', `198.18.0.${number % 250}`));
}

async function isAgreed(consequence: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await terminal.question(`${consequence} Go on? [y/N] `);
  terminal.close();
  return /^y(es)?$/i.test(answer.trim());
}

function parseRounds(text: string): number {
  const rounds = Number(text);
  if (!Number.isInteger(rounds) || rounds < 1 || rounds > 100) {
    throw new InvalidArgumentError('It must be a whole number from 1 to 100.');
  }
  return rounds;
}

function fail(error: unknown): void {
  const message = explain(error);
  if (message === undefined) {
    throw error;
  }
  console.error(message);
  process.exitCode = 1;
}
