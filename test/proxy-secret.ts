import { createHash } from 'node:crypto';

/** The secret that the proxy of the tests sends in `X-Rekey-Proxy`. */
export const proxySecret = 'a long enough secret of the proxy';

/** As `REKEY_PROXY_SECRET_HASHES` has it. */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

export const proxySecretHash = hashOf(proxySecret);
