import { isNativeError } from 'node:util/types';
import { SettingsError } from '#lib/settings/settings.ts';

type Level = 'INFO' | 'WARN' | 'ERROR';
type Fields = { readonly [field: string]: unknown };

/**
 * The functions' log: JSON lines with the `level` and `timestamp` that Lambda reads. They go straight to the standard output, because Lambda wraps
 * what goes through `console` a second time. Never log an event, a body, a query, a header, an address, a link or a token (F4).
 */
export const logger = {
  info: (message: string, fields: Fields) => log('INFO', message, fields),
  warn: (message: string, fields: Fields) => log('WARN', message, fields),
  error: (message: string, fields: Fields) => log('ERROR', message, fields),
};

/** Counters. They are written as log lines from which CloudWatch makes metrics (the embedded metric format), so they need no call. */
export const metrics = {
  addMetric(name: string, value: number): void {
    unpublished.set(name, (unpublished.get(name) ?? 0) + value);
  },
  /** Writes what was counted since the last call, if anything. */
  publishStoredMetrics(): void {
    if (unpublished.size === 0) {
      return;
    }
    const Metrics = [...unpublished.keys()].map((Name) => ({ Name, Unit: 'Count' }));
    const CloudWatchMetrics = [{ Namespace: 'Rekey', Dimensions: [['service']], Metrics }];
    if (verbosity() === 'all') {
      write({ _aws: { Timestamp: Date.now(), CloudWatchMetrics }, service, ...Object.fromEntries(unpublished) });
    }
    unpublished.clear();
  },
};

/** What the log may say about an error. AWS puts addresses into its messages (F4), so the message is logged only if it is ours. */
export function withoutMessage(error: unknown): { failure: string; at: string; problem?: string } {
  if (!isNativeError(error)) {
    return { failure: typeof error, at: '' };
  }
  const frames = error.stack?.split('\n').filter((line) => /^\s+at /.test(line)) ?? [];
  return {
    failure: error instanceof SettingsError ? error.message : error.name,
    // The error of a product's own server, whose message is a code. It is named, so that functions that call no server need not bundle its class.
    ...(error.name === 'ServerUnavailable' && { problem: error.message }),
    at: frames.join('\n'),
  };
}

/** Writes a line as it is, unless this process writes nothing. */
export function writeLine(line: object): void {
  listener?.(line);
  if (verbosity() !== 'nothing') {
    write(line);
  }
}

/** Also hands every line to the local stack, which has no CloudWatch Logs, even if this process writes nothing. */
export function listenToLog(listen: ((line: object) => void) | undefined): void {
  listener = listen;
}

const service = 'rekey';
const unpublished = new Map<string, number>();
let listener: ((line: object) => void) | undefined;

/**
 * What this process writes: `all`, `lines` without metrics, or `nothing`. This is not a setting: only the local stack sets it, and faults in the
 * settings must be logged too.
 */
function verbosity(): string {
  return process.env.REKEY_LOG || 'all';
}

function log(level: Level, message: string, fields: Fields): void {
  writeLine({ level, message, timestamp: new Date().toISOString(), service, ...fields });
}

function write(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
