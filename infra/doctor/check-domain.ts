import { ACMClient, DescribeCertificateCommand } from '@aws-sdk/client-acm';
import { GetHostedZoneCommand, Route53Client } from '@aws-sdk/client-route-53';
import { type Finding, failed, ok, skipped, warning } from '#infra/admin/check/finding.ts';
import type { Patient } from './patient.ts';

const textOf = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);

export async function checkCertificate({ context }: Pick<Patient, 'context'>): Promise<Finding> {
  const domain = textOf(context.domainName);
  const arn = textOf(context.certificateArn);
  if (arn === undefined) {
    return skipped('the settings name no certificate');
  }
  // The settings are refused if this is not the region that needs it.
  const [, , , region = ''] = arn.split(':');
  const { Certificate = {} } = await new ACMClient({ region, maxAttempts: 4 }).send(
    new DescribeCertificateCommand({ CertificateArn: arn }),
  );
  const { Status, NotAfter, SubjectAlternativeNames: names = [] } = Certificate;
  if (Status !== 'ISSUED') {
    return failed(`the certificate is ${Status}: finish its validation first`);
  }
  if (domain !== undefined && !names.some((name) => covers(name, domain))) {
    return failed(`the certificate is for ${names.join(', ')}, not for ${domain}`);
  }
  return ok(`it is for ${names.join(', ')}, until ${NotAfter?.toISOString().slice(0, 10)}`);
}

export async function checkZone({ context }: Pick<Patient, 'context'>): Promise<Finding> {
  const domain = textOf(context.domainName);
  const zoneId = textOf(context.hostedZoneId);
  if (domain === undefined) {
    return skipped('the settings name no domain');
  }
  if (zoneId === undefined) {
    return warning(`no hosted zone is named: set the DNS record of ${domain} yourself after the deployment`);
  }
  const { HostedZone } = await new Route53Client({ maxAttempts: 4 }).send(new GetHostedZoneCommand({ Id: zoneId }));
  const zone = HostedZone?.Name?.replace(/\.$/, '') ?? '';
  if (HostedZone?.Config?.PrivateZone) {
    return failed(`${zoneId} is a private zone: people on the internet cannot find ${domain} there`);
  }
  return domain === zone || domain.endsWith(`.${zone}`)
    ? ok(`${domain} is in the zone ${zone}`)
    : failed(`${zoneId} is the zone of ${zone}, and ${domain} is not in it`);
}

/** A `*` in a certificate stands for exactly one label. */
function covers(name: string, domain: string): boolean {
  return name === domain || (name.startsWith('*.') && domain.slice(domain.indexOf('.')) === name.slice(1));
}
