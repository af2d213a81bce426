import { spoken } from '#lib/settings/settings.ts';

type Level = 'INFO' | 'WARN' | 'ERROR';
type Fields = { readonly [field: string]: unknown };

/**
 * The functions' log: JSON lines, whose `level` and `timestamp` Lambda reads. Written to the output itself: Lambda wraps what goes through
 * `console` once more. Never give it an event, a body, a query, a header, an address, a link or a token (F4).
 */
export const logger = {
  info: (message: string, fields: Fields) => log('INFO', message, fields),
  warn: (message: string, fields: Fields) => log('WARN', message, fields),
  error: (message: string, fields: Fields) => log('ERROR', message, fields),
};

const service = 'rekey';
const unpublished = new Map<string, number>();

/** Counts, published as lines of the log that CloudWatch makes metrics of (its embedded metric format), so without a call. */
export const metrics = {
  addMetric(name: string, _unit: 'Count', value: number): void {
    unpublished.set(name, (unpublished.get(name) ?? 0) + value);
  },
  /** Writes what was counted since the last time, if anything was. */
  publishStoredMetrics(): void {
    if (unpublished.size === 0) {
      return;
    }
    const Metrics = [...unpublished.keys()].map((Name) => ({ Name, Unit: 'Count' }));
    const CloudWatchMetrics = [{ Namespace: 'Rekey', Dimensions: [['service']], Metrics }];
    if (spoken() === 'all') {
      write({ _aws: { Timestamp: Date.now(), CloudWatchMetrics }, service, ...Object.fromEntries(unpublished) });
    }
    unpublished.clear();
  },
};

function log(level: Level, message: string, fields: Fields): void {
  if (spoken() !== 'nothing') {
    write({ level, message, timestamp: new Date().toISOString(), service, ...fields });
  }
}

function write(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
