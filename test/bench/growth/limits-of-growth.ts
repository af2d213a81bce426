import { assumedSeconds } from '#test/bench/cost-of-resets.ts';
import { propertiesOf, type Synthesised } from '#test/infra/stack/template.ts';
import type { ResetUsage } from './reset-usage.ts';

/** Something that bounds how many resets a second a stack can finish. */
export type Limit = {
  what: string;
  /** Where the bound comes from: the template, or an assumption about AWS. */
  bound: string;
  resetsPerSecond: number;
  /** What the operator does about it. */
  remedy: string;
};

/** Quotas of AWS as we remember them. They are assumptions: the console of Service Quotas shows those of an account. */
export const quotas = {
  sandboxMails: 1,
  newMails: 14,
  newConcurrency: 10,
  usualConcurrency: 1_000,
  apiRequests: 10_000,
  newTableWrites: 4_000,
  tableWrites: 40_000,
  /** A new table has a partition for each 1,000 writes a second, and each has a shard of its stream. */
  newShards: 4,
} as const;

/** One mail function, with one batch at a time, sends about as many from one shard (docs/settings.md). */
const mailsPerShard = 100;

/** How long functions work on one finished reset, all together. */
export function secondsOfFunctions({ requests }: ResetUsage): number {
  const { request, hashing } = assumedSeconds;
  return (requests - 1) * request + hashing + assumedSeconds['mail/send-reset-link'] + assumedSeconds['mail/send-change-notice'];
}

/** The limits of a stack, the lowest first. */
export function limitsOfGrowth(stack: Synthesised, usage: ResetUsage): readonly Limit[] {
  const [throttles] = propertiesOf(stack.ofType('AWS::ApiGatewayV2::Stage')).map(
    ({ DefaultRouteSettings }) => DefaultRouteSettings,
  );
  const [mapping] = propertiesOf(stack.ofType('AWS::Lambda::EventSourceMapping'));
  const throttle: number = throttles?.ThrottlingRateLimit ?? 0;
  const parallelization: number = mapping?.ParallelizationFactor ?? 1;
  const { mails, requests, pageCalls, writes } = usage;
  const seconds = secondsOfFunctions(usage);
  const linksPerSecond = quotas.newShards * parallelization * mailsPerShard;
  const limits: Limit[] = [
    {
      what: 'SES, in its sandbox',
      bound: `${quotas.sandboxMails} mail a second, ${mails} mails a reset`,
      resetsPerSecond: quotas.sandboxMails / mails,
      remedy: 'leave the sandbox',
    },
    {
      what: 'SES, a new account outside it',
      bound: `${quotas.newMails} mails a second, ${mails} mails a reset`,
      resetsPerSecond: quotas.newMails / mails,
      remedy: 'ask SES for a higher rate',
    },
    {
      what: 'Lambda, a new account',
      bound: `${quotas.newConcurrency} functions at a time, ${seconds.toFixed(2)} s of functions a reset`,
      resetsPerSecond: quotas.newConcurrency / seconds,
      remedy: 'ask for 1,000',
    },
    {
      what: 'The mail function of links',
      bound: `${quotas.newShards} shards × ${parallelization} batch at a time × ${mailsPerShard} mails a second`,
      resetsPerSecond: linksPerSecond,
      remedy: 'raise `mailParallelization`',
    },
    {
      what: 'DynamoDB, new tables',
      bound: `${quotas.newTableWrites} writes a second for each; ${writes} writes a reset, as if one table took all`,
      resetsPerSecond: quotas.newTableWrites / writes,
      remedy: 'warm the tables before a campaign; DynamoDB grows them by itself, to twice their last peak',
    },
    {
      what: 'The throttle of each route',
      bound: `${throttle} requests a second (\`requestsPerSecond\`), 1 request to a route a reset`,
      resetsPerSecond: throttle,
      remedy: 'raise `requestsPerSecond`',
    },
    {
      what: 'Lambda, a usual account',
      bound: `${quotas.usualConcurrency} functions at a time, ${seconds.toFixed(2)} s of functions a reset`,
      resetsPerSecond: quotas.usualConcurrency / seconds,
      remedy: 'ask for more concurrency',
    },
    {
      what: 'API Gateway, the whole account',
      bound: `${quotas.apiRequests} requests a second; ${requests} and ${pageCalls} of the pages a reset`,
      resetsPerSecond: quotas.apiRequests / (requests + pageCalls),
      remedy: 'ask for a higher quota',
    },
    {
      what: 'DynamoDB, the quota of a table',
      bound: `${quotas.tableWrites} writes a second for each, as if one table took all`,
      resetsPerSecond: quotas.tableWrites / writes,
      remedy: 'ask for a higher quota',
    },
  ];
  return limits.toSorted((one, other) => one.resetsPerSecond - other.resetsPerSecond);
}
