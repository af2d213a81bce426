import { Certificate, CertificateValidation, type ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import { HostedZone, type IHostedZone } from 'aws-cdk-lib/aws-route53';
import type { Construct } from 'constructs';
import type { OwnDomain } from './own-domain.ts';

/** The operator's certificate, or a new one that Certificate Manager validates, and renews, by a record in the hosted zone. */
export function certificateOf(
  scope: Construct,
  { name, certificateArn }: OwnDomain,
  zone: IHostedZone | undefined,
): ICertificate {
  return certificateArn === undefined
    ? new Certificate(scope, 'certificate', { domainName: name, validation: CertificateValidation.fromDns(zone) })
    : Certificate.fromCertificateArn(scope, 'certificate', certificateArn);
}

/** Names the zone by its id, so that the synthesis need not ask AWS. A record with a full name (`recordNameOf`) needs nothing else of its zone. */
export function zoneOf(scope: Construct, { name, hostedZoneId }: OwnDomain): IHostedZone | undefined {
  return hostedZoneId === undefined
    ? undefined
    : HostedZone.fromHostedZoneAttributes(scope, 'zone', { hostedZoneId, zoneName: name });
}

/** With a dot at its end, a name is complete, whatever the zone is. */
export function recordNameOf({ name }: OwnDomain): string {
  return `${name}.`;
}
