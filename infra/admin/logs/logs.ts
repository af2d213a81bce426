import { Command, Option } from 'commander';
import { AdminError } from '#infra/admin/admin-error.ts';
import { requireDeployed } from '#infra/admin/deployed/require-deployed.ts';
import { accessLogOf, logGroupsOf, type Part, stackParts } from '#infra/admin/deployed/stack-parts.ts';
import type { Operate, Outcome } from '#infra/admin/operate.ts';
import type { Target } from '#infra/admin/target.ts';
import { timeText } from '#infra/admin/terminal.ts';
import { type LogGroup, type LogLine, readLines } from './read-lines.ts';

type LogsOptions = { request?: string; status?: string; since?: string; limit: number };

/** What to look for, and in which groups. */
type Search = { groups: readonly LogGroup[]; pattern: string; since: string };

export function logs(operate: Operate): Command {
  return new Command('logs')
    .description(
      'Shows lines of the logs: what went wrong in a function or in all of them, all that one request did, or the calls that got a status.',
    )
    .argument('[function]', 'a route or a mail function, for example crafter-studio/set-password; all of them unless given')
    .addOption(
      new Option(
        '--request <id>',
        'everything about the request with this id, as an error message or the access log shows it',
      ).conflicts('status'),
    )
    .option('--status <codes>', 'lines of the access log with these statuses, for example 429 or 401,404 or 5xx')
    .option('--since <duration>', 'how far to look back, for example 30m, 3h or 2d (default: 24h for a request, else 1h)')
    .option('--limit <number>', 'how many lines at most', Number, 200)
    .action(operate(showLogs));
}

async function showLogs(target: Target, functionId: string | undefined, options: LogsOptions): Promise<Outcome> {
  const { name } = requireDeployed(target, 'logs', 'the local stack prints its log on the screen where npm start runs');
  const { limit } = options;
  if (!Number.isSafeInteger(limit) || limit < 1) {
    throw new AdminError('--limit must be a whole number of at least 1.');
  }
  const { groups, pattern, since } = searchOf(await stackParts(name), functionId, options);
  const from = Date.now() - millisecondsOf(since);
  const { lines, isCut } = await readLines(groups, { pattern, from, limit });
  return {
    json: { lines: lines.map(({ time, ...line }) => ({ time: timeText(time), ...line })), isCut },
    text:
      lines.length === 0
        ? [`No such line since ${timeText(from)}.`]
        : [...lines.map(textOf), ...(isCut ? [`There are more. Give a shorter --since, or a --limit above ${limit}.`] : [])],
    ...(lines.length === 0 && options.request !== undefined && { exitCode: 1 }),
  };
}

function searchOf(parts: readonly Part[], functionId: string | undefined, { request, status, since }: LogsOptions): Search {
  const accessLog = accessLogOf(parts);
  const access = accessLog === undefined ? [] : [{ source: 'access', name: accessLog }];
  const all = logGroupsOf(parts).map(({ functionId: source, physicalId }) => ({ source, name: physicalId }));
  if (status !== undefined) {
    if (functionId !== undefined) {
      throw new AdminError('--status is about the access log, which all functions share. Leave out the function.');
    }
    return { groups: access, pattern: statusPattern(status), since: since ?? '1h' };
  }
  const groups = functionId === undefined ? all : all.filter(({ source }) => source === functionId);
  if (groups.length === 0) {
    throw new AdminError(`There is no log of ${functionId}. There are: ${all.map(({ source }) => source).join(', ')}.`);
  }
  if (request === undefined) {
    return { groups, pattern: problems, since: since ?? '1h' };
  }
  if (!/^[\w=+/-]{6,100}$/.test(request)) {
    throw new AdminError(`${request} is not the id of a request.`);
  }
  return { groups: functionId === undefined ? [...access, ...groups] : groups, pattern: `"${request}"`, since: since ?? '24h' };
}

/** Lines of a function that report a problem, and those of Lambda about a run that failed or took too long. */
const problems = '{ ($.level = "ERROR") || ($.level = "WARN") || ($.record.status = "error") || ($.record.status = "timeout") }';

function statusPattern(text: string): string {
  const terms = text.split(',').map((each) => {
    const [, hundreds] = /^([1-5])xx$/.exec(each) ?? [];
    if (hundreds !== undefined) {
      return `($.status >= ${hundreds}00 && $.status <= ${hundreds}99)`;
    }
    if (!/^[1-5]\d\d$/.test(each)) {
      throw new AdminError(`--status must be statuses such as 429 or 5xx, separated by commas, not ${text}.`);
    }
    return `($.status = ${each})`;
  });
  return `{ ${terms.join(' || ')} }`;
}

const units: { readonly [unit: string]: number } = { m: 60_000, h: 3_600_000, d: 86_400_000 };

function millisecondsOf(since: string): number {
  const [, number, unit = ''] = /^(\d{1,4})([mhd])$/.exec(since) ?? [];
  const milliseconds = Number(number) * (units[unit] ?? Number.NaN);
  if (!(milliseconds > 0)) {
    throw new AdminError(`--since must be a duration such as 30m, 3h or 2d, not ${since}.`);
  }
  return milliseconds;
}

function textOf({ time, source, message }: LogLine): string {
  return `${timeText(time)}  ${source}  ${message}`;
}
