import { routes } from '#lib/routes.ts';
import type { FunctionCount, ResetCount } from './reset-counts.ts';

/** Prices in dollars for us-east-1. These are assumptions: check them on the AWS pricing pages. */
const prices = {
  mail: 0.1 / 1_000,
  gigabyteSecond: 0.000_013_333_4,
  invocation: 0.2 / 1e6,
  apiRequest: 1 / 1e6,
  writeUnit: 0.625 / 1e6,
  readUnit: 0.125 / 1e6,
  logKilobyte: 0.5 / 1e6,
};

/** Seconds of an invocation. These are assumptions, because only Lambda can measure them. */
export const assumedSeconds = { request: 0.03, hashing: 0.43, 'mail/send-reset-link': 0.15, 'mail/send-change-notice': 0.12 };

const gigabyteSeconds = {
  request: assumedSeconds.request * 1,
  hashing: assumedSeconds.hashing * 1.73,
  'mail/send-reset-link': assumedSeconds['mail/send-reset-link'] * 0.5,
  'mail/send-change-notice': assumedSeconds['mail/send-change-notice'] * 0.5,
};
const logKilobytes = { invocation: 1, accessLogLine: 0.3 };

/** Counts what one finished reset uses of each service that AWS charges for. */
export function usageOf({ counts }: ResetCount) {
  const asked = counts.filter(({ id }) => !id.startsWith('mail/'));
  const total = (of: (count: FunctionCount) => number) => counts.reduce((sum, count) => sum + of(count), 0);
  const mails = total(({ operations }) => operations.filter((operation) => operation === 'SendRawEmail').length);
  return {
    mail: mails,
    gigabyteSecond: total(({ id }) => secondsOf(id)),
    invocation: counts.length,
    apiRequest: asked.length,
    writeUnit: total(({ writes }) => writes),
    readUnit: total(({ reads }) => reads),
    logKilobyte: counts.length * logKilobytes.invocation + asked.length * logKilobytes.accessLogLine,
  } satisfies { [Service in keyof typeof prices]: number };
}

function secondsOf(id: string): number {
  if (id === 'mail/send-reset-link' || id === 'mail/send-change-notice') {
    return gigabyteSeconds[id];
  }
  return routes.find((route) => route.id === id)?.hashesPasswords ? gigabyteSeconds.hashing : gigabyteSeconds.request;
}

/** Prints a table with what a reset of each product uses and what a million resets cost. */
export function printCosts(resets: readonly ResetCount[]): void {
  const usages = resets.map((reset) => ({ realm: reset.realm, usage: usageOf(reset) }));
  console.log(
    '\nWhat one finished reset uses, and what a million resets cost. Prices and Lambda’s seconds are assumptions (docs/deploying.md).',
  );
  console.log(['', ...usages.map(({ realm }) => realm)].map((cell) => cell.padStart(24)).join(''));
  for (const service of Object.keys(prices) as (keyof typeof prices)[]) {
    const cells = usages.map(
      ({ usage }) => `${Number(usage[service].toFixed(3))}: $${(usage[service] * prices[service] * 1e6).toFixed(2)}`,
    );
    console.log([service, ...cells].map((cell) => cell.padStart(24)).join(''));
  }
  const sums = usages.map(({ usage }) =>
    Object.entries(prices).reduce((sum, [service, price]) => sum + usage[service as keyof typeof prices] * price * 1e6, 0),
  );
  console.log(['together', ...sums.map((sum) => `$${sum.toFixed(0)}`)].map((cell) => cell.padStart(24)).join(''));
  for (const { counts } of resets) {
    for (const { id, operations, reads, writes } of counts) {
      console.log(
        `  ${id.padEnd(34)}${`${reads} read, ${writes} write units`.padEnd(28)}${operations.map((name) => name.replace(/^.*\./, '')).join(', ')}`,
      );
    }
  }
}
