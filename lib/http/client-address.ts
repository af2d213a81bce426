import { isIP } from 'node:net';
import type { Caller } from '#lib/reset/limits.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { isFromProxy } from './proxy-secret.ts';

type Headers = { readonly [name: string]: string | undefined };

/** Longer than any address with brackets, a zone and a port. */
const longestEntry = 100;

/**
 * The addresses that a request counts against. They come from the configured header only if the request has a secret of the proxy, because anyone
 * could otherwise avoid the limit with a forged header. IPv6 is cut to its /64 network, which is what one subscriber gets, and to its /48 network,
 * because a person with a /48 has 65,536 of the others. An IPv4 address that is written as IPv6 counts as that IPv4 address.
 */
export function clientAddress(
  headers: Headers,
  sourceIp: string,
  settings: Pick<Settings, 'proxySecretHashes' | 'clientAddressHeader'>,
): Pick<Caller, 'address' | 'site'> {
  const { clientAddressHeader } = settings;
  const forwarded =
    clientAddressHeader !== null && isFromProxy(headers, settings) ? addressIn(headers[clientAddressHeader] ?? '') : null;
  return networksOf(forwarded ?? sourceIp);
}

/** The last entry of a list, without its port. The nearest proxy wrote it. */
function addressIn(header: string): string | null {
  const entry = header.slice(header.lastIndexOf(',') + 1);
  if (entry.length > longestEntry) {
    return null;
  }
  const last = entry.trim();
  const candidates = [last, last.replace(/:\d+$/, ''), last.replace(/^\[(.*)\](:\d+)?$/, '$1')];
  return candidates.find((candidate) => isIP(candidate) !== 0) ?? null;
}

/** What an address counts against. */
export function networksOf(address: string): Pick<Caller, 'address' | 'site'> {
  if (isIP(address) !== 6) {
    return { address, site: null };
  }
  const groups = groupsOf(address);
  if (ipv4Prefixes.some((prefix) => prefix.every((group, index) => group === groups[index]))) {
    const bytes = groups.slice(6).flatMap((group) => [group >> 8, group & 0xff]);
    return { address: bytes.join('.'), site: null };
  }
  const network = (size: number) => `${groups.slice(0, size).map(hexadecimal).join(':')}::/${size * 16}`;
  return { address: network(4), site: network(3) };
}

/** What comes before an IPv4 address: mapped (RFC 4291, 2.5.5.2) and translated (RFC 6052, 2.1). */
const ipv4Prefixes = [
  [0, 0, 0, 0, 0, 0xffff],
  [0x64, 0xff9b, 0, 0, 0, 0],
];

/** The eight groups of an IPv6 address, however it is written. */
function groupsOf(address: string): readonly number[] {
  const [head = '', tail] = (address.split('%')[0] ?? '').split('::');
  const left = numbersIn(head);
  const right = numbersIn(tail ?? '');
  const missing = Math.max(0, 8 - left.length - right.length);
  return [...left, ...Array<number>(missing).fill(0), ...right];
}

function numbersIn(text: string): readonly number[] {
  return text.split(':').flatMap((group) => {
    if (group === '') {
      return [];
    }
    const [a = 0, b = 0, c = 0, d = 0] = group.split('.').map(Number);
    return group.includes('.') ? [a * 256 + b, c * 256 + d] : [Number.parseInt(group, 16)];
  });
}

function hexadecimal(group: number): string {
  return group.toString(16);
}
