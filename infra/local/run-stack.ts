import { setTimeout } from 'node:timers/promises';
import { Command } from 'commander';
import { SettingsError } from '#lib/settings/settings.ts';
import { portOf, StartError } from './api/listen.ts';
import { banner } from './banner.ts';
import { readSecretsFile } from './secrets/secrets-file.ts';
import type { Stack, StackOptions } from './start-stack.ts';

const stopWithinMilliseconds = 3000;

const noOptions =
  'It has no options. Variables move its ports and name its data: PORT=3001 npm start (docs/settings.md#the-local-stack).';

/**
 * Runs a local stack until the developer ends it, with the ports, the folder and the secrets that the environment names. If the stack
 * cannot start, it says why and ends the process.
 */
export async function runStack(start: (options: StackOptions) => Promise<Stack>): Promise<void> {
  new Command('npm start').helpOption(false).showHelpAfterError(noOptions).parse();
  let stack: Stack | undefined;
  const end = async () => {
    const stopped = stack?.stop().then(() => true, complain);
    if ((await Promise.race([stopped, setTimeout(stopWithinMilliseconds, false)])) === false) {
      console.error('Some requests did not end in time.');
    }
    process.exit(0);
  };
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
  const dataDir = process.env.DATA_DIR || undefined;
  if (dataDir !== undefined) {
    // If it cannot open its files, the embedded database throws outside any promise.
    process.once('uncaughtException', failToOpen);
  }
  try {
    stack = await start({
      port: portOf('PORT', 3000).number,
      dynamoPort: portOf('DYNAMO_PORT', 8000).number,
      inboxPort: portOf('INBOX_PORT', 8005).number,
      dataDir,
      secrets: process.env.SECRETS_FILE ? await readSecretsFile(process.env.SECRETS_FILE) : {},
    });
    process.off('uncaughtException', failToOpen);
    console.log(banner(stack));
  } catch (error) {
    console.error(error instanceof SettingsError || error instanceof StartError ? error.message : error);
    process.exit(1);
  }
}

function complain(error: Error): void {
  console.error(error.message);
}

function failToOpen(): void {
  console.error('Cannot open the database in DATA_DIR. Another Rekey may be using it.');
  process.exit(1);
}
