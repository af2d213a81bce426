import { CloudWatchClient, paginateDescribeAlarms } from '@aws-sdk/client-cloudwatch';
import { Command } from 'commander';
import { readMappings } from '#infra/admin/check/check-aws.ts';
import { sesAccount } from '#infra/admin/check/ses-account.ts';
import { counted } from '#infra/admin/counted.ts';
import { failureQueuesOf, stackParts } from '#infra/admin/deployed/stack-parts.ts';
import { gather } from '#infra/admin/iterables.ts';
import { dueNotices } from '#infra/admin/notices/due-notices.ts';
import type { Operate, Outcome } from '#infra/admin/operate.ts';
import { countMessages } from '#infra/admin/queues/failure-queues.ts';
import type { Target } from '#infra/admin/target.ts';
import { listUnsettledRequests } from '#lib/dynamo/operator/list-reset-requests.ts';

/** One part of the line. A problem makes the command exit with 1. */
type Part = { name: string; text: string; isProblem: boolean };

export function status(operate: Operate): Command {
  return new Command('status')
    .description(
      'Prints the state of the stack in one line: version, requests, notices, failure queues, mail, streams and alarms.',
    )
    .action(operate(showStatus));
}

async function showStatus(target: Target): Promise<Outcome> {
  const name = target.deployed?.name;
  const parts = await Promise.all([...data(target), ...(name === undefined ? [] : onAws(name))]);
  const problems = parts.filter(({ isProblem }) => isProblem);
  const version = target.deployed?.outputs.get('Version');
  const what =
    name === undefined ? 'The local stack' : `${name}${version === undefined ? '' : ` ${version}`} in ${target.deployed?.region}`;
  const verdict = problems.length === 0 ? 'ok' : `look at ${problems.map(({ name: problem }) => problem).join(', ')}`;
  return {
    json: {
      ok: problems.length === 0,
      version: version ?? null,
      ...Object.fromEntries(parts.map(({ name: part, text, isProblem }) => [part, { ok: !isProblem, text }])),
    },
    text: [`${what}: ${verdict}. ${parts.map(({ name: part, text }) => `${part}: ${text}`).join('; ')}.`],
    ...(problems.length > 0 && { exitCode: 1 }),
  };
}

const lateMinutes = 5;

function data({ settings }: Target): readonly Promise<Part>[] {
  const requests = async (): Promise<Part> => {
    const all = await gather(listUnsettledRequests(settings));
    const waiting = all.filter(({ state }) => state === 'outstanding');
    const late = waiting.filter(({ requestedAt }) => requestedAt < Date.now() - lateMinutes * 60_000).length;
    const failed = all.filter(({ state }) => state === 'failed').length;
    return { name: 'requests', text: `${waiting.length} waiting, ${late} late, ${failed} failed`, isProblem: late + failed > 0 };
  };
  const notices = async (): Promise<Part> => {
    const { length } = await dueNotices(settings, Date.now());
    return { name: 'notices', text: `${length} late`, isProblem: length > 0 };
  };
  return [requests(), notices()];
}

function onAws(name: string): readonly Promise<Part>[] {
  const parts = stackParts(name);
  const queues = async (): Promise<Part> => {
    const counts = await Promise.all(failureQueuesOf(await parts).map(({ physicalId }) => countMessages(physicalId)));
    const messages = counts.reduce((sum, { waiting, beingRead }) => sum + waiting + beingRead, 0);
    return { name: 'queues', text: counted(messages, 'message'), isProblem: messages > 0 };
  };
  const streams = async (): Promise<Part> => {
    const { mappings, expected, stopped } = await readMappings(name, await parts);
    const reading = mappings - stopped.length;
    // More than the mail functions may read the streams.
    const wanted = Math.max(expected, mappings);
    return { name: 'streams', text: `${reading} of ${wanted} are read`, isProblem: reading < wanted };
  };
  return [queues(), streams(), mail(), alarms(name)];
}

async function mail(): Promise<Part> {
  const { ProductionAccessEnabled, SendingEnabled, EnforcementStatus = 'HEALTHY', SendQuota } = await sesAccount();
  const { Max24HourSend: most = 0, SentLast24Hours: sent = 0 } = SendQuota ?? {};
  const state = SendingEnabled === false ? 'paused' : EnforcementStatus.toLowerCase();
  const sandbox = ProductionAccessEnabled ? '' : ', in the sandbox';
  const used = most < 0 ? `${sent} sent today` : `${sent} of ${most} sent today`;
  const isProblem = state !== 'healthy' || !ProductionAccessEnabled || (most >= 0 && sent >= most);
  return { name: 'mail', text: `${state}${sandbox}, ${used}`, isProblem };
}

async function alarms(stackName: string): Promise<Part> {
  const client = new CloudWatchClient({ maxAttempts: 4 });
  const prefix = `${stackName}: `;
  const ringing: string[] = [];
  for await (const { MetricAlarms = [] } of paginateDescribeAlarms(
    { client },
    { AlarmNamePrefix: prefix, StateValue: 'ALARM' },
  )) {
    ringing.push(...MetricAlarms.map(({ AlarmName = '' }) => AlarmName.slice(prefix.length)));
  }
  return { name: 'alarms', text: ringing.length === 0 ? 'none' : ringing.join(', '), isProblem: ringing.length > 0 };
}
