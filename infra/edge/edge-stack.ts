import { CfnOutput, Duration, SecretValue, Stack, Validations } from 'aws-cdk-lib';
import {
  AllowedMethods,
  CachePolicy,
  Distribution,
  Function as EdgeFunction,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  HttpVersion,
  OriginProtocolPolicy,
  OriginRequestPolicy,
  OriginSslPolicy,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { ARecord, RecordTarget } from 'aws-cdk-lib/aws-route53';
import { CloudFrontTarget } from 'aws-cdk-lib/aws-route53-targets';
import type { Construct } from 'constructs';
import type { Deployment } from '#infra/stack/deployment.ts';
import { certificateOf, recordNameOf, zoneOf } from '#infra/stack/domain/certificate.ts';
import { edgeRegion } from '#infra/stack/domain/edge-region.ts';
import { type Edge, edgeAddressHeader } from '#infra/stack/domain/own-domain.ts';
import { refusal } from '#infra/stack/refusal.ts';
import { Firewall } from './firewall.ts';
import { proxySecretName } from './proxy-secret-name.ts';

/**
 * Sets the client's address, and replaces a value that the client made up. CloudFront's own header for it needs an origin request policy that lists
 * every header, and the list has room for ten.
 */
const setClientAddress = `function handler(event) {
  event.request.headers['${edgeAddressHeader.toLowerCase()}'] = { value: event.viewer.ip };
  return event.request;
}`;

/** CloudFront and a firewall in front of the API (ADR 20). It belongs to one Rekey stack, and has its name with `-edge` behind it. */
export class EdgeStack extends Stack {
  /** @throws {SettingsError} if the deployment has no edge */
  constructor(scope: Construct, deployment: Deployment) {
    super(scope, `${deployment.stackName}-edge`, {
      description: `The edge of ${deployment.stackName}: CloudFront and a firewall in front of Rekey`,
      env: { ...(deployment.account !== undefined && { account: deployment.account }), region: edgeRegion },
      tags: deployment.tags,
      terminationProtection: deployment.protectsStack,
    });
    const { edge, apiUrl, secretHash } = partsOf(deployment);
    const zone = zoneOf(this, edge.domain);
    const firewall = new Firewall(this, 'firewall', { edge, settings: deployment.settings });
    const distribution = new Distribution(this, 'distribution', {
      comment: `Rekey on ${edge.domain.name}`,
      domainNames: [edge.domain.name],
      certificate: certificateOf(this, edge.domain, zone),
      minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
      httpVersion: HttpVersion.HTTP2_AND_3,
      // The firewall counts by single addresses, and an IPv6 subscriber has more of them than it can count.
      enableIpv6: false,
      webAclId: firewall.arn,
      defaultBehavior: {
        origin: originOf(apiUrl, SecretValue.secretsManager(proxySecretName(deployment.stackName), { versionId: secretHash })),
        viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
        allowedMethods: AllowedMethods.ALLOW_ALL,
        // Every answer of Rekey's forbids storing it (F5), those with the pages' words and lists included.
        cachePolicy: CachePolicy.CACHING_DISABLED,
        compress: false,
        // API Gateway finds the API by its own Host.
        originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
        functionAssociations: [{ eventType: FunctionEventType.VIEWER_REQUEST, function: addressFunction(this) }],
      },
    });
    if (zone !== undefined) {
      const target = RecordTarget.fromAlias(new CloudFrontTarget(distribution));
      new ARecord(this, 'ipv4', { zone, recordName: recordNameOf(edge.domain), target });
    }
    acknowledge(distribution);
    new CfnOutput(this, 'DomainTarget', {
      value: distribution.distributionDomainName,
      description: 'Where the record of the domain name has to lead',
    });
  }
}

function partsOf({ edge, settings }: Deployment): { edge: Edge; apiUrl: string; secretHash: string } {
  const [secretHash] = settings.proxySecretHashes?.split(',') ?? [];
  if (edge?.apiUrl === undefined || secretHash === undefined) {
    throw refusal([
      'The edge needs the flags edge and apiUrl, which is the output ApiUrl of the stack: docs/deploying.md, "An edge"',
    ]);
  }
  return { edge, apiUrl: edge.apiUrl, secretHash };
}

/** @param secret stays a reference in the template, and CloudFormation reads it at the deployment */
function originOf(apiUrl: string, secret: SecretValue): HttpOrigin {
  return new HttpOrigin(new URL(apiUrl).hostname, {
    protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY,
    originSslProtocols: [OriginSslPolicy.TLS_V1_2],
    // A function may take 25 seconds, and API Gateway gives up after 30.
    readTimeout: Duration.seconds(35),
    customHeaders: { 'X-Rekey-Proxy': secret.unsafeUnwrap() },
  });
}

function addressFunction(scope: Construct): EdgeFunction {
  return new EdgeFunction(scope, 'clientAddress', {
    comment: 'Tells Rekey the address of the client',
    runtime: FunctionRuntime.JS_2_0,
    code: FunctionCode.fromInline(setClientAddress),
  });
}

function acknowledge(distribution: Distribution): void {
  Validations.of(distribution).acknowledge(
    {
      id: 'AwsSolutions-CFR1',
      reason: 'People reset their passwords from every country.',
    },
    {
      id: 'AwsSolutions-CFR3',
      reason:
        'CloudFront’s log holds paths and query strings, and with them names and tokens (F4). API Gateway writes a log without them.',
    },
  );
}
