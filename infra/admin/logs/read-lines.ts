import { CloudWatchLogsClient, paginateFilterLogEvents } from '@aws-sdk/client-cloudwatch-logs';
import { atMost } from '#infra/admin/iterables.ts';

/** `source` is what the lines are from, as people name it. */
export type LogGroup = { source: string; name: string };

export type LogLine = {
  /** Epoch milliseconds. */
  time: number;
  source: string;
  message: string;
};

type Wanted = {
  /** A filter pattern of CloudWatch Logs. */
  pattern: string;
  /** Epoch milliseconds. */
  from: number;
  limit: number;
};

/** CloudWatch Logs allows five of these calls a second in most regions. */
const groupsAtOnce = 5;

/** The lines that match, the oldest first, and whether there are more than the limit. */
export async function readLines(
  groups: readonly LogGroup[],
  wanted: Wanted,
): Promise<{ lines: readonly LogLine[]; isCut: boolean }> {
  const client = new CloudWatchLogsClient({ maxAttempts: 8 });
  const found: LogLine[] = [];
  await atMost(groupsAtOnce, groups, async (group) => {
    found.push(...(await linesOf(client, group, wanted)));
  });
  const sorted = found.toSorted((one, other) => one.time - other.time);
  return { lines: sorted.slice(0, wanted.limit), isCut: sorted.length > wanted.limit };
}

/** Reads one line more than the limit, so that the caller sees that there are more. A page may be empty although others follow. */
async function linesOf(
  client: CloudWatchLogsClient,
  { source, name }: LogGroup,
  { pattern, from, limit }: Wanted,
): Promise<LogLine[]> {
  const search = { logGroupName: name, filterPattern: pattern, startTime: from, limit: Math.min(limit + 1, 10_000) };
  const lines: LogLine[] = [];
  for await (const { events = [] } of paginateFilterLogEvents({ client }, search)) {
    lines.push(...events.map(({ timestamp = 0, message = '' }) => ({ time: timestamp, source, message: message.trim() })));
    if (lines.length > limit) {
      break;
    }
  }
  return lines;
}
