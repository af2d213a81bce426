import type { SmokePlan } from './plan-smoke.ts';
import type { Outcome } from './run-smoke.ts';

const longestFault = 400;

export const heading = `     ${'row'.padEnd(8)} ${'route'.padEnd(32)} ${'answer'.padEnd(9)} ${'ms'.padStart(6)}  what`;

/** One line of the table, and below it one line for each fault. */
export function outcomeLines({ prepared, actual, faults, milliseconds }: Outcome): string {
  const { row, route, title, response } = prepared;
  const status = actual === `${response.status}` ? actual : `${response.status}/${actual}`;
  const what = title.slice(row.length + 1);
  const shownWhat = what.length > 70 ? `${what.slice(0, 69)}…` : what;
  const line = [
    faults.length === 0 ? 'ok  ' : 'FAIL',
    row.padEnd(8),
    route.padEnd(32),
    status.padEnd(9),
    `${milliseconds}`.padStart(6),
    ` ${shownWhat}`,
  ].join(' ');
  return [line, ...faults.map((fault) => `       ${fault.slice(0, longestFault)}`)].join('\n');
}

/** Says how many exchanges ran, how many failed, and how many were left out for which reason. */
export function summary(outcomes: readonly Outcome[], { skipped }: SmokePlan): string {
  const failed = outcomes.filter(({ faults }) => faults.length > 0);
  const isThrottled = failed.some(({ actual }) => actual === '429');
  const left = [...skipped].map(([reason, count]) => `  ${`${count}`.padStart(5)} ${reason}`);
  return [
    '',
    `${outcomes.length - failed.length} of ${outcomes.length} answered as in the contracts${failed.length > 0 ? `, ${failed.length} FAILED` : ''}.`,
    ...(isThrottled ? ['429: this address reached its limit. Wait five minutes, or send fewer requests with --requests.'] : []),
    ...(left.length > 0 ? ['Left out:', ...left] : []),
  ].join('\n');
}
