import { Command } from 'commander';
import { printable } from '#infra/admin/terminal.ts';
import { examine } from './examine.ts';

await new Command('npm run doctor --')
  .description(
    'Looks, before a deployment, at what could make it fail or harm: credentials, quotas, SES, names, and what would be replaced. Changes nothing. Exits with 1 if a check failed.',
  )
  .requiredOption('--env <name>', 'the deployment: its settings are in deployments/<name>.json')
  .option('--json', 'print one JSON object, for scripts')
  .showHelpAfterError('(add --help for usage)')
  .action(async ({ env, json }: { env: string; json?: true }) => {
    const outcome = await examine(env);
    console.log(json ? JSON.stringify(outcome.json) : outcome.text.map(printable).join('\n'));
    process.exitCode = outcome.exitCode ?? 0;
  })
  .parseAsync();
