import { Command, InvalidArgumentError } from 'commander';
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

const url = (text: string): string => {
  if (!/^https?:\/\/[^/?#]+(\/[^?#]*)?$/.test(text) || !URL.canParse(text)) {
    throw new InvalidArgumentError('It must be an http or https URL without a query.');
  }
  return text.replace(/\/+$/, '');
};

const count = (text: string): number => {
  if (!/^\d{1,7}$/.test(text)) {
    throw new InvalidArgumentError('It must be a whole number.');
  }
  return Number(text);
};

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

await new Command('npm run smoke --')
  .description('Sends the golden exchanges that can run there to a Rekey, and compares its answers to the byte.')
  .argument('<url>', 'where it is, for example https://abc.execute-api.eu-central-1.amazonaws.com', url)
  .option('--public-url <url>', 'its REKEY_PUBLIC_URL, if that is another', url)
  .option('--demo', 'it holds the people and the application of the demo, as npm start does')
  .option('--sam-local', 'it is npm run sam: as --demo, without what sam itself cannot do')
  .option('--access-token <id>', 'of an application of Crafter Profile')
  .option('--application <name>', 'the name of that application')
  .option('--reset-url <url>', 'a reset URL that is allowed to that application')
  .option('--administrator-token <jwt>', 'as npm run admin -- administrator-token prints it')
  .option('--requests <number>', 'at most so many that count against the limit of this address', count, 25)
  .option('--without <rows...>', 'leave out rows, for example S7 where forgot-password conceals accounts')
  .showHelpAfterError()
  .action(smoke)
  .parseAsync();
