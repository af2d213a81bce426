import { Command, InvalidArgumentError } from 'commander';
import { explain } from '#infra/admin/admin-error.ts';
import { readStack } from '#infra/admin/read-stack.ts';
import { useDeployment } from '#infra/deployments/use-deployment.ts';
import { version } from '#infra/version.ts';
import type { Realm } from '#lib/reset/ports.ts';
import { parseSettings } from '#lib/settings/settings.ts';
import { allExchanges } from '#test/golden/all-exchanges.ts';
import { sendHttp } from '#test/golden/send-http.ts';
import type { Deployed } from './deployed.ts';
import { planSmoke } from './plan-smoke.ts';
import { heading, outcomeLines, summary } from './print-outcome.ts';
import { type Outcome, runSmoke } from './run-smoke.ts';

type Options = Omit<Deployed, 'baseUrl' | 'publicUrl' | 'isDemo' | 'isSamLocal'> & {
  env?: string;
  publicUrl?: string;
  demo?: true;
  samLocal?: true;
  requests: number;
  without?: string[];
};

await new Command('npm run smoke --')
  .version(version, '--version', 'print the version of Rekey')
  .description(
    'Sends the golden exchanges to a running Rekey and compares the answers byte for byte. Exits with 1 if any differ.',
  )
  .argument('[url]', 'the URL of the API, for example https://abc.execute-api.eu-central-1.amazonaws.com', parseUrl)
  .option('--env <name>', 'the deployment, instead of the URLs: its file deployments/<name>.json names the stack')
  .option('--public-url <url>', 'its REKEY_PUBLIC_URL, if that is another URL', parseUrl)
  .option('--products <list>', 'its REKEY_PRODUCTS, if it does not have all of them', parseProducts)
  .option('--demo', 'the API has the people and the application of the demo, as with npm start')
  .option('--sam-local', 'the API runs with npm run sam. As --demo, but leaves out what sam cannot do')
  .option('--access-token <id>', 'the access token of an application of Crafter Profile')
  .option('--application <name>', 'the name of that application')
  .option('--reset-url <url>', 'a reset URL that this application may use')
  .option('--administrator-token <jwt>', 'a token that npm run admin -- administrator-token prints')
  .option('--requests <number>', 'the most requests that may count against the limit of this address', parseCount, 25)
  .option('--without <rows...>', 'leave out these rows, for example S7 if forgot-password conceals accounts')
  .showHelpAfterError()
  .action(smoke)
  .parseAsync();

async function smoke(url: string | undefined, { env, ...options }: Options, command: Command): Promise<void> {
  if ((url === undefined) === (env === undefined)) {
    command.error('error: give the URL of the API, or --env');
  }
  const { baseUrl, ...known }: Stack = url === undefined ? await readDeployed(`${env}`) : { baseUrl: url };
  const {
    publicUrl = known.publicUrl ?? baseUrl,
    products = known.products,
    demo = false,
    samLocal = false,
    requests,
    without,
    ...credentials
  } = options;
  const deployed: Deployed = { baseUrl, publicUrl, isDemo: demo || samLocal, isSamLocal: samLocal, products, ...credentials };
  const plan = await planSmoke(allExchanges, deployed, requests, without);
  const outcomes: Outcome[] = [];
  console.log(heading);
  for await (const outcome of runSmoke(plan.chosen, (request) => sendHttp(baseUrl, request))) {
    outcomes.push(outcome);
    console.log(outcomeLines(outcome));
    if (outcome.actual === 'none') {
      break;
    }
  }
  console.log(summary(outcomes, plan));
  process.exitCode = outcomes.some(({ faults }) => faults.length > 0) ? 1 : 0;
}

type Stack = Pick<Deployed, 'baseUrl' | 'products'> & { publicUrl?: string };

/** Reads the outputs of the stack, with the usual AWS credentials. */
async function readDeployed(env: string): Promise<Stack> {
  try {
    const { stackName, account } = useDeployment(env);
    const { deployed, settings } = await readStack(stackName, account);
    const { publicUrl, products } = settings;
    const baseUrl = deployed.outputs.get('ApiUrl') ?? publicUrl ?? '';
    return { baseUrl, products, ...(publicUrl !== null && { publicUrl }) };
  } catch (error) {
    console.error(explain(error) ?? error);
    process.exit(1);
  }
}

function parseUrl(text: string): string {
  if (!/^https?:\/\/[^/?#]+(\/[^?#]*)?$/.test(text) || !URL.canParse(text)) {
    throw new InvalidArgumentError('It must be an http or https URL without a query.');
  }
  return text.replace(/\/+$/, '');
}

function parseProducts(text: string): readonly Realm[] {
  try {
    return parseSettings({ REKEY_PRODUCTS: text }).products;
  } catch (error) {
    throw new InvalidArgumentError(error instanceof Error ? error.message : `${error}`);
  }
}

function parseCount(text: string): number {
  if (!/^\d{1,7}$/.test(text)) {
    throw new InvalidArgumentError('It must be a whole number.');
  }
  return Number(text);
}
