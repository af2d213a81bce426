import { Command, CommanderError, Option } from 'commander';
import { version } from '#infra/version.ts';
import { accounts } from './accounts/accounts.ts';
import { addresses } from './accounts/addresses.ts';
import { explain } from './admin-error.ts';
import { administratorToken } from './administrator-token.ts';
import { applications } from './applications/applications.ts';
import { check } from './check/check.ts';
import { demo } from './demo.ts';
import { limits } from './limits.ts';
import { logs } from './logs/logs.ts';
import { mails } from './mails.ts';
import { notices } from './notices/notices.ts';
import { operateOn } from './operate.ts';
import { queues } from './queues/queues.ts';
import { resets } from './resets/resets.ts';
import { restore } from './restore/restore.ts';
import { proxySecret } from './secrets/proxy-secret.ts';
import { rotate } from './secrets/rotate.ts';
import { status } from './status/status.ts';
import { printable, type Terminal } from './terminal.ts';

export type ExitCode = 0 | 1 | 2;

/**
 * The operator's command line.
 *
 * @param words the arguments after `npm run admin --`
 * @returns 0 done, 1 refused or failed, 2 partly done
 */
export async function runAdmin(words: readonly string[], terminal: Terminal): Promise<ExitCode> {
  let exitCode: ExitCode = 0;
  const operate = operateOn(terminal, (code) => {
    exitCode = code;
  });
  const program = new Command('npm run admin --')
    .description(
      'Operates the local stack that npm start runs. With --env or --stack it operates a deployed stack, with your usual AWS credentials.',
    )
    .addOption(new Option('--stack <name>', 'the CloudFormation stack to operate (default: the local stack)'))
    .addOption(
      new Option(
        '--env <name>',
        'the deployment to operate: its file deployments/<name>.json names stack, region and profile',
      ).conflicts('stack'),
    )
    .addOption(new Option('--json', 'print one JSON object, for scripts'))
    .version(version, '--version', 'print the version of Rekey')
    .addHelpText('after', '\nExit codes: 0 done, 1 refused or failed, 2 partly done (an import with bad lines).')
    .addCommand(accounts(operate))
    .addCommand(addresses(operate))
    .addCommand(administratorToken(operate))
    .addCommand(applications(operate))
    .addCommand(check(operate))
    .addCommand(demo(operate))
    .addCommand(limits(operate))
    .addCommand(logs(operate))
    .addCommand(mails(operate))
    .addCommand(notices(operate))
    .addCommand(proxySecret(operate))
    .addCommand(queues(operate))
    .addCommand(resets(operate))
    .addCommand(restore(operate))
    .addCommand(rotate(operate))
    .addCommand(status(operate));
  configure(program, terminal);
  try {
    await program.parseAsync(words, { from: 'user' });
    return exitCode;
  } catch (error) {
    // Commander has already printed the message.
    if (error instanceof CommanderError) {
      return error.exitCode === 0 ? 0 : 1;
    }
    const explanation = explain(error);
    if (explanation === undefined) {
      throw error;
    }
    terminal.err(`${explanation.split('\n').map(printable).join('\n')}\n`);
    return 1;
  }
}

/** Configures a command and those below it, because subcommands do not inherit this. */
function configure(command: Command, terminal: Terminal): void {
  command
    .exitOverride()
    .configureOutput({ writeOut: terminal.out, writeErr: terminal.err })
    .configureHelp({ showGlobalOptions: true })
    .showHelpAfterError('(add --help for usage)');
  for (const each of command.commands) {
    configure(each, terminal);
  }
}
