import { Command, InvalidArgumentError } from 'commander';
import type { Realm } from '#lib/reset/ports.ts';
import { parseSettings } from '#lib/settings/settings.ts';
import { allExchanges } from '#test/golden/all-exchanges.ts';
import { sendHttp } from '#test/golden/send-http.ts';
import type { Deployed } from './deployed.ts';
import { planSmoke } from './plan-smoke.ts';
import { heading, outcomeLines, summary } from './print-outcome.ts';
import { type Outcome, runSmoke } from './run-smoke.ts';

type Options = Omit<Deployed, 'baseUrl' | 'publicUrl' | 'isDemo' | 'isSamLocal'> & {
  publicUrl?: string;
  demo?: true;
  samLocal?: true;
  requests: number;
  without?: string[];
};

await new Command('npm run smoke --')
  .description(
    'Sends the golden exchanges to a running Rekey and compares the answers byte for byte. Exits with 1 if any differ.',
  )
  .argument('<url>', 'the URL of the API, for example https://abc.execute-api.eu-central-1.amazonaws.com', parseUrl)
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

async function smoke(baseUrl: string, options: Options): Promise<void> {
  const { publicUrl = baseUrl, demo = false, samLocal = false, requests, without, ...known } = options;
  const deployed: Deployed = { baseUrl, publicUrl, isDemo: demo || samLocal, isSamLocal: samLocal, ...known };
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
