import { describe, expect, test } from '@jest/globals';
import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { HttpApi, HttpStage } from 'aws-cdk-lib/aws-apigatewayv2';
import { parseDeployment } from '#infra/stack/deployment.ts';
import { ApiDomain } from '#infra/stack/domain/api-domain.ts';
import { SettingsError } from '#lib/settings/settings.ts';
import { certificateIn, domainInZone, domainName, domainWithCertificate, edge } from './domain-context.ts';
import { type Named, synthesise } from './template.ts';

const inZone = synthesise(domainInZone);
const byDefault = synthesise();

/** The domain by itself, in front of an API without routes. */
function alone(context: { readonly [name: string]: string }) {
  const stack = new Stack();
  const api = new HttpApi(stack, 'api', { createDefaultStage: false });
  const stage = new HttpStage(stack, 'stage', { httpApi: api, stageName: '$default' });
  const { domain } = deploy(context);
  if (domain === undefined) {
    throw new Error('the context has no domain');
  }
  new ApiDomain(stack, 'domain', { domain, api, stage });
  const template = Template.fromStack(stack);
  return {
    ofType: (type: string): Named[] =>
      Object.entries(template.findResources(type)).map(([logicalId, { Properties = {}, ...rest }]) => ({
        ...rest,
        Type: type,
        Properties,
        logicalId,
      })),
  };
}

const only = (all: readonly Named[]): Named => {
  const [one, ...others] = all;
  if (one === undefined || others.length > 0) {
    throw new Error(`there are ${all.length} of them`);
  }
  return one;
};

const deploy = (context: { readonly [name: string]: unknown }, environment = {}) =>
  parseDeployment({ REKEY_MAIL_FROM: 'noreply@example.com', ...context }, environment);

const ofRecords = 'AWS::Route53::RecordSet';
const ofCertificates = 'AWS::CertificateManager::Certificate';

describe('A domain name of the operator’s', () => {
  test.each([
    ['a certificate that the stack makes', domainInZone],
    ['the operator’s certificate', domainWithCertificate],
  ])('with %s leads to the API, by TLS 1.2 or newer, for IPv4 and IPv6', (_, context) => {
    const { ofType } = alone(context);
    const name = only(ofType('AWS::ApiGatewayV2::DomainName'));
    expect(name.Properties).toMatchObject({
      DomainName: domainName,
      DomainNameConfigurations: [{ EndpointType: 'REGIONAL', SecurityPolicy: 'TLS_1_2', IpAddressType: 'dualstack' }],
    });
    expect(only(ofType('AWS::ApiGatewayV2::ApiMapping'))).toMatchObject({
      Properties: {
        ApiId: { Ref: only(ofType('AWS::ApiGatewayV2::Api')).logicalId },
        Stage: '$default',
        DomainName: { Ref: name.logicalId },
      },
      DependsOn: expect.arrayContaining([only(ofType('AWS::ApiGatewayV2::Stage')).logicalId]),
    });
  });

  test('in a hosted zone gets a certificate, which a record validates, and its own records', () => {
    const { ofType } = alone(domainInZone);
    const certificate = only(ofType(ofCertificates));
    const { hostedZoneId: HostedZoneId } = domainInZone;
    expect(certificate.Properties).toMatchObject({
      DomainName: domainName,
      ValidationMethod: 'DNS',
      DomainValidationOptions: [{ DomainName: domainName, HostedZoneId }],
    });
    const name = only(ofType('AWS::ApiGatewayV2::DomainName'));
    expect(name.Properties.DomainNameConfigurations[0].CertificateArn).toEqual({ Ref: certificate.logicalId });
    const get = (attribute: string) => ({ 'Fn::GetAtt': [name.logicalId, attribute] });
    expect(ofType(ofRecords).map(({ Properties }) => Properties)).toEqual(
      ['A', 'AAAA'].map((Type) => ({
        Name: `${domainName}.`,
        Type,
        HostedZoneId,
        AliasTarget: { DNSName: get('RegionalDomainName'), HostedZoneId: get('RegionalHostedZoneId') },
      })),
    );
  });

  test('with the operator’s certificate gets neither', () => {
    const { ofType } = alone(domainWithCertificate);
    expect([ofRecords, ofCertificates].flatMap(ofType)).toEqual([]);
    const { DomainNameConfigurations } = only(ofType('AWS::ApiGatewayV2::DomainName')).Properties;
    expect(DomainNameConfigurations[0].CertificateArn).toBe(domainWithCertificate.certificateArn);
  });

  test('closes the API’s other name, and says where a record has to lead', () => {
    expect(only(inZone.ofType('AWS::ApiGatewayV2::Api')).Properties.DisableExecuteApiEndpoint).toBe(true);
    expect(inZone.ofType('AWS::ApiGatewayV2::DomainName')).toHaveLength(1);
    expect(inZone.outputs).toContain('DomainTarget');
  });

  test('is nowhere in a stack without one', () => {
    expect(only(byDefault.ofType('AWS::ApiGatewayV2::Api')).Properties).not.toHaveProperty('DisableExecuteApiEndpoint');
    const all = [ofRecords, ofCertificates, 'AWS::ApiGatewayV2::DomainName', 'AWS::ApiGatewayV2::ApiMapping'];
    expect(all.flatMap((type) => byDefault.ofType(type))).toEqual([]);
    expect(byDefault.outputs).not.toContain('DomainTarget');
  });

  test('M5 is the public URL of every function that writes one, unless the operator names another', () => {
    const urls = (stack: typeof inZone) => new Set(stack.functionIds.map((id) => stack.variablesOf(id).REKEY_PUBLIC_URL));
    expect(urls(inZone)).toEqual(new Set([`https://${domainName}`, undefined]));
    expect(inZone.variablesOf('mail/send-reset-link').REKEY_PUBLIC_URL).toBe(`https://${domainName}`);
    const REKEY_PUBLIC_URL = 'https://cms.example.com';
    expect(deploy({ ...domainInZone, REKEY_PUBLIC_URL }).settings.publicUrl).toBe(REKEY_PUBLIC_URL);
    expect(deploy(domainInZone, { REKEY_PUBLIC_URL }).settings.publicUrl).toBe(REKEY_PUBLIC_URL);
  });
});

const withoutHash = { ...edge, REKEY_PROXY_SECRET_HASHES: undefined };
const { certificateArn } = domainWithCertificate;
const { hostedZoneId } = domainInZone;

test.each<[string, { readonly [flag: string]: unknown }, string]>([
  ['a certificate without a name', { certificateArn }, 'certificateArn needs domainName'],
  ['a hosted zone without a name', { hostedZoneId }, 'hostedZoneId needs domainName'],
  ['a name alone', { domainName }, 'domainName needs certificateArn, or hostedZoneId'],
  ['a certificate and a hosted zone', { ...domainInZone, certificateArn }, 'certificateArn and hostedZoneId exclude each other'],
  [
    'a certificate of another region',
    { domainName, certificateArn: certificateIn('us-east-1') },
    'certificateArn is in us-east-1, and must be in eu-central-1',
  ],
  [
    'an edge with a certificate of the API’s region',
    { ...edge, hostedZoneId: undefined, certificateArn },
    'certificateArn is in eu-central-1, and must be in us-east-1',
  ],
  ['an edge without a name', { ...edge, domainName: undefined, hostedZoneId: undefined }, 'edge needs domainName'],
  [
    'an edge without the hash of its secret',
    withoutHash,
    'edge needs REKEY_PROXY_SECRET_HASHES: `npm run admin -- --stack <name> proxy-secret` prints it',
  ],
  [
    'an edge and another header for the address',
    { ...edge, REKEY_CLIENT_ADDRESS_HEADER: 'X-Forwarded-For' },
    "edge sends the client's address in X-Rekey-Client",
  ],
  [
    'an edge that refuses what an application may send',
    { ...edge, edgeRequestsPerFiveMinutes: 1_199 },
    'edgeRequestsPerFiveMinutes must be 1200 or more',
  ],
  ['the API’s address without an edge', { apiUrl: edge.apiUrl }, 'apiUrl needs edge'],
  ['a limit of the edge without an edge', { edgeRequestsPerFiveMinutes: 5_000 }, 'edgeRequestsPerFiveMinutes needs edge'],
  [
    'a URL as the name',
    { ...domainInZone, domainName: 'https://login.example.com' },
    'domainName must be a host name in small letters',
  ],
  ['a name without a domain', { ...domainInZone, domainName: 'login' }, 'domainName must be a host name in small letters'],
  [
    'a name with a port',
    { ...domainInZone, domainName: 'login.example.com:443' },
    'domainName must be a host name in small letters',
  ],
  [
    'a name that is too long for a certificate',
    { ...domainInZone, domainName: `${'a.'.repeat(31)}com` },
    'of at most 64 characters',
  ],
  ['the name of a certificate', { domainName, certificateArn: 'login' }, 'certificateArn must be the ARN of a certificate'],
  ['the name of a hosted zone', { domainName, hostedZoneId: 'example.com' }, 'hostedZoneId must be the id of a hosted zone'],
  [
    'another address of the API',
    { ...edge, apiUrl: 'https://login.example.com' },
    'apiUrl must be the output ApiUrl of the stack',
  ],
])('A deployment is refused with %s', (_, context, message) => {
  const refused = () => deploy(context, { CDK_DEFAULT_REGION: 'eu-central-1' });
  expect(refused).toThrow(SettingsError);
  expect(refused).toThrow(message);
});

test('A certificate may be in any region if the CDK does not know the stack’s', () => {
  expect(deploy({ domainName, certificateArn: certificateIn('us-east-1') }).domain?.name).toBe(domainName);
});
