import { Resolver } from 'node:dns/promises';
import { Option } from 'commander';
import { AdminError } from '#infra/admin/admin-error.ts';
import type { DnsRecord } from '#infra/stack/mail/dns-records.ts';

/** Looks up the values that a name has for a type. Empty if it has none. */
export type Dns = (name: string, type: DnsRecord['type']) => Promise<readonly string[]>;

export function dnsServerOption(): Option {
  return new Option(
    '--dns-server <address>',
    'the DNS server to ask, with its port if that is not 53 (default: that of this machine)',
  ).env('DNS_SERVER');
}

/** @throws {AdminError} if the server is not an IP address */
export function openDns(server?: string): Dns {
  const resolver = new Resolver({ timeout: 2_000, tries: 2 });
  if (server !== undefined) {
    useServer(resolver, server);
  }
  return async (name, type) => {
    try {
      return await lookUp(resolver, name, type);
    } catch (error) {
      if (Object(error).code === 'ENOTFOUND' || Object(error).code === 'ENODATA') {
        return [];
      }
      throw error;
    }
  };
}

function useServer(resolver: Resolver, server: string): void {
  try {
    resolver.setServers([server]);
  } catch {
    throw new AdminError(`--dns-server must be an IP address, such as 192.0.2.53 or 192.0.2.53:5353, not ${server}.`);
  }
}

/** The values as an operator writes them into a zone. */
async function lookUp(resolver: Resolver, name: string, type: DnsRecord['type']): Promise<readonly string[]> {
  if (type === 'CNAME') {
    return resolver.resolveCname(name);
  }
  if (type === 'MX') {
    return (await resolver.resolveMx(name)).map(({ priority, exchange }) => `${priority} ${exchange}`);
  }
  return (await resolver.resolveTxt(name)).map((parts) => `"${parts.join('')}"`);
}
