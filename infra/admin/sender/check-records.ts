import { type Finding, failed, ok, warning } from '#infra/admin/check/finding.ts';
import type { Target } from '#infra/admin/target.ts';
import type { DnsRecord } from '#infra/stack/mail/dns-records.ts';
import type { Dns } from './dns.ts';
import { senderRecords, stateOf } from './sender-records.ts';

const see = 'run mails records to see them';

export async function checkDkim(target: Target, dns: Dns): Promise<Finding> {
  const { domain, dkim } = await senderRecords(target);
  if (dkim === undefined) {
    return warning(
      `SES does not sign mail in the name of ${domain}, so many mailboxes take it for spam: let SES verify the domain`,
    );
  }
  const faulty = await countFaulty(dkim.records, dns);
  if (faulty > 0) {
    return failed(`${faulty} of ${dkim.records.length} DKIM records of ${domain} are not set: ${see}`);
  }
  return dkim.isSigning
    ? ok(`SES signs mail in the name of ${domain}`)
    : failed(`the DKIM records of ${domain} are set, but SES does not sign yet: SES may take some hours to see them`);
}

export async function checkMailFrom(target: Target, dns: Dns): Promise<Finding> {
  const { domain, mailFrom } = await senderRecords(target);
  if (mailFrom === undefined) {
    return warning(
      `the envelope’s sender is in a domain of SES, so SPF does not count for ${domain}: deploy with mailFromDomain`,
    );
  }
  const { mx, spf, isReady } = mailFrom;
  const faulty = await countFaulty([mx, spf], dns);
  if (faulty > 0) {
    return failed(`${faulty} of 2 records of the MAIL FROM domain ${mx.name} are not set: ${see}`);
  }
  return isReady
    ? ok(`SES uses the MAIL FROM domain ${mx.name}`)
    : failed(`the records of ${mx.name} are set, but SES does not use it yet: SES may take some hours to see them`);
}

export async function checkDmarc(target: Target, dns: Dns): Promise<Finding> {
  const { domain, dmarc } = await senderRecords(target);
  for (const name of withParents(domain)) {
    const record = { ...dmarc, name: `_dmarc.${name}` };
    if ((await stateOf(record, dns)) === 'set') {
      return ok(`${name} has a DMARC policy`);
    }
  }
  return warning(`${domain} has no DMARC policy, which large mailbox providers ask of senders: ${see}`);
}

async function countFaulty(records: readonly DnsRecord[], dns: Dns): Promise<number> {
  const states = await Promise.all(records.map((record) => stateOf(record, dns)));
  return states.filter((state) => state !== 'set').length;
}

/** A domain without a policy has that of the domain above it. */
function withParents(domain: string): string[] {
  const labels = domain.split('.');
  return labels.slice(0, -1).map((_, index) => labels.slice(index).join('.'));
}
