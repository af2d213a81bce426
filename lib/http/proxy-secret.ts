import { createHash, timingSafeEqual } from 'node:crypto';
import { shortestSecretBytes } from '#lib/settings/setting-values.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { RequestError } from './request-error.ts';

type Headers = { readonly [name: string]: string | undefined };

/**
 * Whether a request holds a secret of the proxy. There are two secrets while one replaces the other. A function knows only their hashes, so neither
 * its configuration nor its code gives a secret away (ADR 20). A short secret proves nothing, because it could be found from its hash (A6).
 */
export function isFromProxy(headers: Headers, { proxySecretHashes }: Pick<Settings, 'proxySecretHashes'>): boolean {
  const given = headers['x-rekey-proxy'] ?? '';
  if (proxySecretHashes === null || Buffer.byteLength(given) < shortestSecretBytes) {
    return false;
  }
  const digest = createHash('sha256').update(given).digest();
  const matches = proxySecretHashes.split(',').filter((hash) => timingSafeEqual(digest, Buffer.from(hash, 'hex')));
  return matches.length > 0;
}

/**
 * Refuses a request past the proxy before anything is read, if the settings ask for that (F8).
 *
 * @throws {RequestError} `past-the-proxy`
 */
export function requireProxy(headers: Headers, settings: Pick<Settings, 'proxySecretHashes' | 'onlyThroughProxy'>): void {
  if (settings.onlyThroughProxy && !isFromProxy(headers, settings)) {
    throw new RequestError('past-the-proxy', null);
  }
}
