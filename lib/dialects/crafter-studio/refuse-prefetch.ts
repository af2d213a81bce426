import { RequestError } from '#lib/http/request-error.ts';

/**
 * A browser that asks ahead of its user must not send a mail (K11).
 *
 * @throws {RequestError} `prefetched`
 */
export function refusePrefetch(header: (name: string) => string): void {
  if (/\bprefetch\b/i.test(`${header('sec-purpose')} ${header('purpose')}`)) {
    throw new RequestError('prefetched', null);
  }
}
