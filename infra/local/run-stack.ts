import { setTimeout } from 'node:timers/promises';
import { SettingsError } from '#lib/settings/settings.ts';
import { portOf, StartError } from './api/listen.ts';
import { banner, readyLine } from './banner.ts';
import { noteRunningStack } from './running/running-stacks.ts';
import { readSecretsFile } from './secrets/secrets-file.ts';
import type { Stack, StackOptions } from './start-stack.ts';
import { mailLine } from './terminal/pretty-line.ts';
import { paint, prettifyOutput } from './terminal/pretty-output.ts';
import { readOptions } from './terminal/read-options.ts';

const stopWithinMilliseconds = 3000;

export type StackCommand = {
  /** As people type it. */
  name: string;
  description: string;
  /** Print lines for people even if nobody watches. */
  isForPeople?: boolean;
  start: (options: StackOptions) => Promise<Stack>;
};

/**
 * Runs a local stack until the developer ends it, with the ports, the folder and the secrets that the environment names. If the stack
 * cannot start, it says why and ends the process.
 */
export async function runStack(command: StackCommand): Promise<void> {
  const { json } = readOptions(command.name, command.description, process.argv.slice(2));
  const isForPeople = !json && (command.isForPeople === true || process.stdout.isTTY === true);
  if (isForPeople) {
    prettifyOutput();
  }
  const dataDir = process.env.DATA_DIR || undefined;
  let stack: Stack | undefined;
  endOnSignals(() => stack);
  if (dataDir !== undefined) {
    // If it cannot open its files, the embedded database throws outside any promise.
    process.once('uncaughtException', failToOpen);
  }
  try {
    stack = await command.start({
      port: portOf('PORT', 3000).number,
      dynamoPort: portOf('DYNAMO_PORT', 8000).number,
      inboxPort: portOf('INBOX_PORT', 8005).number,
      dataDir,
      secrets: process.env.SECRETS_FILE ? await readSecretsFile(process.env.SECRETS_FILE) : {},
      ...(isForPeople && { onMail: (mail) => console.log(mailLine(mail, paint)) }),
    });
    process.off('uncaughtException', failToOpen);
    noteRunningStack(stack);
    console.log(json ? readyLine(stack) : banner(stack));
  } catch (error) {
    console.error(error instanceof SettingsError || error instanceof StartError ? error.message : error);
    process.exit(1);
  }
}

function endOnSignals(running: () => Stack | undefined): void {
  const end = async () => {
    const stopped = running()
      ?.stop()
      .then(() => true, complain);
    if ((await Promise.race([stopped, setTimeout(stopWithinMilliseconds, false)])) === false) {
      console.error('Some requests did not end in time.');
    }
    process.exit(0);
  };
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
}

function complain(error: Error): void {
  console.error(error.message);
}

function failToOpen(): void {
  console.error('Cannot open the database in DATA_DIR. Another Rekey may be using it.');
  process.exit(1);
}
