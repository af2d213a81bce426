/** A record of DNS, as an operator sets it. */
export type DnsRecord = { name: string; type: 'CNAME' | 'MX' | 'TXT'; value: string };

/** With these, the envelope's sender is in the sender's own domain, so that SPF counts for it. Bounces go to SES by the first one. */
export function mailFromRecords(domain: string, region: string): { mx: DnsRecord; spf: DnsRecord } {
  return {
    mx: { name: domain, type: 'MX', value: `10 feedback-smtp.${region}.amazonses.com` },
    spf: { name: domain, type: 'TXT', value: '"v=spf1 include:amazonses.com ~all"' },
  };
}

/** The mildest policy. It is where a domain begins that has none, because it may have other senders. */
export function dmarcRecord(domain: string): DnsRecord {
  return { name: `_dmarc.${domain}`, type: 'TXT', value: '"v=DMARC1; p=none"' };
}

/** @param zone the part of SES that has the keys; SES names it */
export function dkimRecords(domain: string, tokens: readonly string[], zone = 'dkim.amazonses.com'): DnsRecord[] {
  return tokens.map((token) => ({ name: `${token}._domainkey.${domain}`, type: 'CNAME', value: `${token}.${zone}` }));
}
