import { Command } from 'commander';
import { version } from '#infra/version.ts';

export type StartOptions = {
  /** Print JSON lines, also on a terminal. */
  json: boolean;
};

const variables = `
Environment variables:
  PORT, DYNAMO_PORT, INBOX_PORT  the ports of the three servers (default: 3000, 8000, 8005; 0 takes any free port)
  DATA_DIR                       the folder that keeps the data and the mails (default: memory)
  SECRETS_FILE                   a JSON file with secrets that replace the demo's
  NO_COLOR                       prints no colours
  REKEY_…                        the settings: docs/settings.md`;

/**
 * Reads the options of a command that runs the local stack. It ends the process if they ask for the help or the version, or are wrong.
 *
 * @param command as people type it, for example `npm start`
 */
export function readOptions(command: string, description: string, words: readonly string[]): StartOptions {
  const program = new Command(`${command} --`)
    .description(description)
    .option('--json', 'print JSON lines without colours, also on a terminal')
    .version(version, '--version', 'print the version of Rekey')
    .allowExcessArguments(false)
    .showHelpAfterError('(add --help for usage)')
    .addHelpText('after', variables)
    .parse(words, { from: 'user' });
  const { json = false } = program.opts<{ json?: true }>();
  return { json };
}
