import { setTimeout } from 'node:timers/promises';
import { SettingsError } from '#lib/settings/settings.ts';
import { banner } from './banner.ts';
import { StartError } from './listen.ts';
import { type Stack, startStack } from './start-stack.ts';

const stopWithinMilliseconds = 3000;

function portOf(variable: string, fallback: number): number {
  const text = process.env[variable] || `${fallback}`;
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (!(port <= 65_535)) {
    throw new StartError(`${variable} must be a port, a whole number from 0 to 65535.`);
  }
  return port;
}

let stack: Stack | undefined;

async function end(): Promise<void> {
  await Promise.race([stack?.stop(), setTimeout(stopWithinMilliseconds)]);
  process.exit(0);
}

function endUnopened(): void {
  console.error('The database in DATA_DIR cannot be opened. Is another Rekey running with it?');
  process.exit(1);
}

process.once('SIGINT', end);
process.once('SIGTERM', end);
const dataDir = process.env.DATA_DIR || undefined;
if (dataDir !== undefined) {
  // The embedded database throws outside of any promise when its files cannot be had.
  process.once('uncaughtException', endUnopened);
}

try {
  stack = await startStack({
    port: portOf('PORT', 3000),
    dynamoPort: portOf('DYNAMO_PORT', 8000),
    inboxPort: portOf('INBOX_PORT', 8005),
    dataDir,
  });
  process.off('uncaughtException', endUnopened);
  console.log(banner(stack));
} catch (error) {
  console.error(error instanceof SettingsError || error instanceof StartError ? error.message : error);
  process.exit(1);
}
