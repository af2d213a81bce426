import { createHash, timingSafeEqual } from 'node:crypto';
import { isIP } from 'node:net';
import type { Settings } from '#lib/settings/settings.ts';

type Headers = { readonly [name: string]: string | undefined };

/**
 * The address that a request counts against. It comes from the configured header only if the request has the proxy's secret, because anyone
 * could otherwise avoid the limit with a forged header. IPv6 is cut to its /64 network, which is what one subscriber gets.
 */
export function clientAddress(
  headers: Headers,
  sourceIp: string,
  settings: Pick<Settings, 'proxySecret' | 'clientAddressHeader'>,
): string {
  const { proxySecret, clientAddressHeader } = settings;
  const isFromProxy = proxySecret !== null && isSameSecret(headers['x-rekey-proxy'] ?? '', proxySecret);
  const forwarded = isFromProxy && clientAddressHeader !== null ? addressIn(headers[clientAddressHeader] ?? '') : null;
  return network(forwarded ?? sourceIp);
}

function isSameSecret(given: string, secret: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(secret));
}

/** The last entry of a list, without its port. The nearest proxy wrote it. */
function addressIn(header: string): string | null {
  const last = header.split(',').at(-1)?.trim() ?? '';
  const candidates = [last, last.replace(/:\d+$/, ''), last.replace(/^\[(.*)\](:\d+)?$/, '$1')];
  return candidates.find((candidate) => isIP(candidate) !== 0) ?? null;
}

function network(address: string): string {
  if (isIP(address) !== 6) {
    return address;
  }
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  if (mapped?.[1] !== undefined) {
    return mapped[1];
  }
  const [head = '', tail] = address.replace(/%.*$/, '').split('::');
  const groups = (text: string) => (text === '' ? [] : text.split(':'));
  const left = groups(head);
  const right = groups(tail ?? '');
  const missing = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length);
  const full = [...left, ...Array<string>(missing).fill('0'), ...right];
  return `${full
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}
