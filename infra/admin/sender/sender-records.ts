import { AdminError } from '#infra/admin/admin-error.ts';
import { sesIdentity } from '#infra/admin/check/ses-account.ts';
import type { Target } from '#infra/admin/target.ts';
import { type DnsRecord, dkimRecords, dmarcRecord, mailFromRecords } from '#infra/stack/mail/dns-records.ts';
import { mailSenderForm, parseMailSender } from '#lib/settings/mail-sender.ts';
import type { Dns } from './dns.ts';

/** What SES says about the sender's domain, and the records that it needs. */
export type SenderRecords = {
  domain: string;
  /** Absent if SES signs no mail in the name of the domain. */
  dkim?: { isSigning: boolean; records: readonly DnsRecord[] };
  /** Absent if the envelope's sender is in a domain of SES. */
  mailFrom?: { isReady: boolean; mx: DnsRecord; spf: DnsRecord };
  dmarc: DnsRecord;
};

/** @throws {AdminError} if nobody knows the sender */
export async function senderRecords({ settings, deployed }: Target): Promise<SenderRecords> {
  if (settings.mailFrom === null) {
    throw new AdminError('The stack’s outputs do not name the sender. Give --sender.');
  }
  const sender = parseMailSender(settings.mailFrom);
  if (sender === undefined) {
    throw new AdminError(`The sender ${settings.mailFrom} ${mailSenderForm}.`);
  }
  const { address } = sender;
  const domain = address.slice(address.lastIndexOf('@') + 1);
  const [ofAddress, ofDomain] = await Promise.all([sesIdentity(address), sesIdentity(domain)]);
  const { Tokens = [], Status, SigningEnabled, SigningHostedZone } = ofDomain?.DkimAttributes ?? {};
  // The identity of the address decides, if there is one.
  const { MailFromDomain, MailFromDomainStatus } = (ofAddress ?? ofDomain)?.MailFromAttributes ?? {};
  return {
    domain,
    ...(Tokens.length > 0 && {
      dkim: {
        isSigning: Status === 'SUCCESS' && SigningEnabled === true,
        records: dkimRecords(domain, Tokens, SigningHostedZone),
      },
    }),
    ...(MailFromDomain && {
      mailFrom: { isReady: MailFromDomainStatus === 'SUCCESS', ...mailFromRecords(MailFromDomain, `${deployed?.region}`) },
    }),
    dmarc: dmarcRecord(domain),
  };
}

/** `different`: the name has another value of this type. */
export type RecordState = 'set' | 'missing' | 'different';

/** Whether a record is set as it is meant. For DMARC any policy counts, because a domain may have a stricter one. */
export async function stateOf(record: DnsRecord, dns: Dns): Promise<RecordState> {
  const values = await dns(record.name, record.type);
  const isSet = values.some((value) => isMeant(record, value));
  const isOther = record.type === 'TXT' ? values.some((value) => kindOf(value) === kindOf(record.value)) : values.length > 0;
  return isSet ? 'set' : isOther ? 'different' : 'missing';
}

function isMeant({ type, value: wanted }: DnsRecord, value: string): boolean {
  const kind = kindOf(wanted);
  if (type !== 'TXT') {
    return value.replace(/\.$/, '').toLowerCase() === wanted.toLowerCase();
  }
  return (
    kind === kindOf(value) &&
    (kind === 'v=dmarc1' ? /\bp=(none|quarantine|reject)\b/i.test(value) : /\binclude:amazonses\.com\b/i.test(value))
  );
}

/** A name can have texts for many purposes. Each begins with its kind. */
function kindOf(text: string): string {
  return /^"(v=[a-z0-9]+)/i.exec(text)?.[1]?.toLowerCase() ?? '';
}
