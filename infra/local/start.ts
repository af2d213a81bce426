import { setTimeout } from 'node:timers/promises';
import { SettingsError } from '#lib/settings/settings.ts';
import { banner } from './banner.ts';
import { StartError } from './listen.ts';
import { readSecretsFile } from './secrets-file.ts';
import { type Stack, startStack } from './start-stack.ts';

const stopWithinMilliseconds = 3000;

function portOf(variable: string, fallback: number): number {
  const text = process.env[variable] || `${fallback}`;
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (!(port <= 65_535)) {
    throw new StartError(`${variable} must be a port number from 0 to 65535.`);
  }
  return port;
}

let stack: Stack | undefined;

async function end(): Promise<void> {
  const isStopped = await Promise.race([stack?.stop().then(() => true), setTimeout(stopWithinMilliseconds, false)]);
  if (isStopped === false) {
    console.error('Some requests did not end in time.');
  }
  process.exit(0);
}

function failToOpen(): void {
  console.error('Cannot open the database in DATA_DIR. Another Rekey may be using it.');
  process.exit(1);
}

process.once('SIGINT', end);
process.once('SIGTERM', end);
const dataDir = process.env.DATA_DIR || undefined;
if (dataDir !== undefined) {
  // If it cannot open its files, the embedded database throws outside any promise.
  process.once('uncaughtException', failToOpen);
}

try {
  stack = await startStack({
    port: portOf('PORT', 3000),
    dynamoPort: portOf('DYNAMO_PORT', 8000),
    inboxPort: portOf('INBOX_PORT', 8005),
    dataDir,
    secrets: process.env.SECRETS_FILE ? await readSecretsFile(process.env.SECRETS_FILE) : {},
  });
  process.off('uncaughtException', failToOpen);
  console.log(banner(stack));
} catch (error) {
  console.error(error instanceof SettingsError || error instanceof StartError ? error.message : error);
  process.exit(1);
}
