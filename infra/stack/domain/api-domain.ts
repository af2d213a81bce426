import {
  ApiMapping,
  DomainName,
  type HttpApi,
  type HttpStage,
  IpAddressType,
  SecurityPolicy,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { AaaaRecord, ARecord, RecordTarget } from 'aws-cdk-lib/aws-route53';
import { ApiGatewayv2DomainProperties } from 'aws-cdk-lib/aws-route53-targets';
import { Construct } from 'constructs';
import { certificateOf, recordNameOf, zoneOf } from './certificate.ts';
import type { OwnDomain } from './own-domain.ts';

type ApiDomainProps = { readonly domain: OwnDomain; readonly api: HttpApi; readonly stage: HttpStage };

/** The API on a name of the operator's own, for IPv4 and IPv6. */
export class ApiDomain extends Construct {
  /** Where the record of the name has to lead. */
  readonly target: string;

  constructor(scope: Construct, id: string, { domain, api, stage }: ApiDomainProps) {
    super(scope, id);
    const zone = zoneOf(this, domain);
    const domainName = new DomainName(this, 'name', {
      domainName: domain.name,
      certificate: certificateOf(this, domain, zone),
      securityPolicy: SecurityPolicy.TLS_1_2,
      ipAddressType: IpAddressType.DUAL_STACK,
    });
    new ApiMapping(this, 'mapping', { api, domainName, stage });
    const { regionalDomainName, regionalHostedZoneId } = domainName;
    this.target = regionalDomainName;
    if (zone !== undefined) {
      const target = RecordTarget.fromAlias(new ApiGatewayv2DomainProperties(regionalDomainName, regionalHostedZoneId));
      new ARecord(this, 'ipv4', { zone, recordName: recordNameOf(domain), target });
      new AaaaRecord(this, 'ipv6', { zone, recordName: recordNameOf(domain), target });
    }
  }
}
