import type { IncomingHttpHeaders } from 'node:http';

const nanosecondsPerMicrosecond = 1000n;
const twentyYearsNanoseconds = 20n * 365n * 24n * 3600n * 1_000_000_000n;
const httpDate = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/** The entity tag of a time. No answer of the server has one, so a caller has to make it from `lastUpdated`. */
export function entityTag(microseconds: bigint): string {
  return `"v1-${(microseconds * nanosecondsPerMicrosecond).toString(36)}"`;
}

export const isConditional = (headers: IncomingHttpHeaders): boolean =>
  headers['if-match'] !== undefined || headers['if-unmodified-since'] !== undefined;

/**
 * Whether the request's condition allows a write. A well-formed `If-Match` decides alone. A malformed header counts as absent, so a caller
 * who builds a bad one writes without a condition.
 *
 * @param lastUpdated in microseconds of the epoch
 * @param now epoch milliseconds
 */
export function isUnmodified(headers: IncomingHttpHeaders, lastUpdated: bigint, now: number): boolean {
  const current = lastUpdated * nanosecondsPerMicrosecond;
  const limit = parseEntityTag(headers['if-match'], now) ?? parseHttpDate(headers['if-unmodified-since']);
  return limit === undefined || current <= limit;
}

/** Nanoseconds of the epoch. */
function parseEntityTag(header: string | undefined, now: number): bigint | undefined {
  const digits = /^"v1-([0-9a-z]+)"$/.exec(header?.trim() ?? '')?.[1];
  if (digits === undefined || digits.length > 13) {
    return undefined;
  }
  const time = [...digits].reduce((sum, digit) => sum * 36n + BigInt(Number.parseInt(digit, 36)), 0n);
  const distance = time - BigInt(Math.floor(now)) * 1_000_000n;
  return distance > twentyYearsNanoseconds || distance < -twentyYearsNanoseconds ? undefined : time;
}

function parseHttpDate(header: string | undefined): bigint | undefined {
  return header !== undefined && httpDate.test(header) ? BigInt(Date.parse(header)) * 1_000_000n : undefined;
}
