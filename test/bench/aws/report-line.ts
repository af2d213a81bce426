import * as z from 'zod/mini';

/** What Lambda says about one invocation. */
export type Report = {
  /** Missing if the process was there already. */
  initMs?: number;
  durationMs: number;
  billedMs: number;
  memoryMegabytes: number;
  usedMegabytes: number;
};

const jsonReport = z.object({
  type: z.literal('platform.report'),
  record: z.object({
    metrics: z.object({
      durationMs: z.number(),
      billedDurationMs: z.number(),
      memorySizeMB: z.number(),
      maxMemoryUsedMB: z.number(),
      initDurationMs: z.optional(z.number()),
    }),
  }),
});

/**
 * Finds the report in the end of a log that an invocation returns. It is a line of JSON or of text, as the function's log format says.
 *
 * @throws if there is none
 */
export function reportIn(log: string): Report {
  for (const line of log.split('\n')) {
    const report = line.startsWith('REPORT ') ? textReport(line) : jsonReportOf(line);
    if (report !== undefined) {
      return report;
    }
  }
  throw new Error('Lambda returned no report. Is the level of the function’s system log above INFO?');
}

function jsonReportOf(line: string): Report | undefined {
  const { success, data } = z.safeParse(jsonReport, parsed(line));
  if (!success) {
    return undefined;
  }
  const { durationMs, billedDurationMs, memorySizeMB, maxMemoryUsedMB, initDurationMs } = data.record.metrics;
  return {
    ...(initDurationMs !== undefined && { initMs: initDurationMs }),
    durationMs,
    billedMs: billedDurationMs,
    memoryMegabytes: memorySizeMB,
    usedMegabytes: maxMemoryUsedMB,
  };
}

function textReport(line: string): Report {
  const after = (name: string) => new RegExp(`(?:^|\\t)${name}: ([\\d.]+) M`, 'i').exec(line)?.[1];
  const init = after('Init Duration');
  return {
    ...(init !== undefined && { initMs: Number(init) }),
    durationMs: Number(after('Duration')),
    billedMs: Number(after('Billed Duration')),
    memoryMegabytes: Number(after('Memory Size')),
    usedMegabytes: Number(after('Max Memory Used')),
  };
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
