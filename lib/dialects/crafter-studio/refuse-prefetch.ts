import { CodedError } from '#lib/reset/errors.ts';

export type PrefetchFailures = { prefetched: null };

class PrefetchError extends CodedError<'prefetched', null> {
  override readonly name = 'PrefetchError';
}

/**
 * Refuses a request that a browser sends ahead of its user, because it must not send a mail (K11).
 *
 * @throws {PrefetchError}
 */
export function refusePrefetch(header: (name: string) => string): void {
  if (/\bprefetch\b/i.test(`${header('sec-purpose')} ${header('purpose')}`)) {
    throw new PrefetchError('prefetched', null);
  }
}
