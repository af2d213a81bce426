import vm from 'node:vm';
import { describe, expect, test } from '@jest/globals';
import { Template } from 'aws-cdk-lib/assertions';
import { EdgeStack } from '#infra/edge/edge-stack.ts';
import { parseDeployment } from '#infra/stack/deployment.ts';
import { newApp } from '#infra/stack/rekey-stack.ts';
import { clientAddress } from '#lib/http/client-address.ts';
import { mailFunctions } from '#lib/mail/mail-functions.ts';
import { routes } from '#lib/routes.ts';
import { inWords } from '#test/docs/in-words.ts';
import { inOneLine } from '#test/docs/pages.ts';
import { allExchanges } from '#test/golden/all-exchanges.ts';
import { hashOf, proxySecret, proxySecretHash } from '#test/proxy-secret.ts';
import { certificateIn, domainName, edge } from './domain-context.ts';
import { selfService, synthesise } from './template.ts';

function edgeOf(context: { readonly [name: string]: unknown }) {
  const deployment = parseDeployment({ REKEY_MAIL_FROM: 'noreply@example.com', ...context }, {});
  const stack = new EdgeStack(newApp(), deployment);
  const template = Template.fromStack(stack);
  const propertiesOf = (type: string) => Object.values(template.findResources(type)).map(({ Properties }) => Properties);
  return { stack, propertiesOf, text: JSON.stringify(template.toJSON()) };
}

const api = synthesise({ ...edge, ...selfService });
const front = edgeOf(edge);
const [{ DistributionConfig: distribution }] = front.propertiesOf('AWS::CloudFront::Distribution');
const rulesOf = ({ propertiesOf }: ReturnType<typeof edgeOf>) => propertiesOf('AWS::WAFv2::WebACL')[0].Rules;

describe('The API behind an edge', () => {
  test('F8 answers only what came through it, in every function that HTTP reaches', () => {
    for (const { id } of routes) {
      expect({ id, ...api.variablesOf(id) }).toMatchObject({
        id,
        REKEY_PROXY_SECRET_HASHES: proxySecretHash,
        REKEY_ONLY_THROUGH_PROXY: 'true',
        REKEY_CLIENT_ADDRESS_HEADER: 'x-rekey-client',
        REKEY_PUBLIC_URL: `https://${domainName}`,
      });
    }
    for (const { id } of mailFunctions) {
      expect(Object.keys(api.variablesOf(id))).not.toContain('REKEY_PROXY_SECRET_HASHES');
    }
  });

  test('keeps AWS’s name, which the edge calls, and does not take the operator’s', () => {
    expect(api.ofType('AWS::ApiGatewayV2::Api')[0]?.Properties).not.toHaveProperty('DisableExecuteApiEndpoint');
    const ofName = ['AWS::ApiGatewayV2::DomainName', 'AWS::CertificateManager::Certificate', 'AWS::Route53::RecordSet'];
    expect(ofName.flatMap((type) => api.ofType(type))).toEqual([]);
  });

  test('can stay open to all until the name leads to the edge', () => {
    const { settings } = parseDeployment(
      { ...edge, REKEY_MAIL_FROM: 'noreply@example.com', REKEY_ONLY_THROUGH_PROXY: 'false' },
      {},
    );
    expect(settings).toMatchObject({ onlyThroughProxy: false, proxySecretHashes: proxySecretHash });
  });
});

describe('The edge', () => {
  test('is a stack of its own in the region from which CloudFront takes certificates', () => {
    expect(front.stack).toMatchObject({ stackName: 'Rekey-edge', region: 'us-east-1' });
    expect(edgeOf({ ...edge, stackName: 'Other' }).stack.stackName).toBe('Other-edge');
  });

  test('answers on the operator’s name by HTTPS only, and stores nothing (F5)', () => {
    expect(distribution).toMatchObject({
      Enabled: true,
      Aliases: [domainName],
      HttpVersion: 'http2and3',
      ViewerCertificate: { MinimumProtocolVersion: 'TLSv1.2_2021', SslSupportMethod: 'sni-only' },
      DefaultCacheBehavior: {
        ViewerProtocolPolicy: 'https-only',
        CachePolicyId: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
        OriginRequestPolicyId: 'b689b0a8-53d0-40ab-baf2-68738e2966ac',
      },
    });
    expect(distribution.CacheBehaviors).toBeUndefined();
    expect(distribution.Logging).toBeUndefined();
    expect(distribution.DefaultCacheBehavior.AllowedMethods).toEqual(
      expect.arrayContaining([...new Set(allExchanges.map(({ request }) => request.method))]),
    );
  });

  test('F8 sends the API the secret, which is in Secrets Manager and not in the template', () => {
    const header = (hashes: string) => {
      const [{ DistributionConfig }] = edgeOf({ ...edge, REKEY_PROXY_SECRET_HASHES: hashes }).propertiesOf(
        'AWS::CloudFront::Distribution',
      );
      expect(DistributionConfig.Origins).toHaveLength(1);
      return DistributionConfig.Origins[0].OriginCustomHeaders;
    };
    const reference = (hash: string) => [
      { HeaderName: 'X-Rekey-Proxy', HeaderValue: `{{resolve:secretsmanager:rekey/Rekey/proxy:SecretString:::${hash}}}` },
    ];
    const next = hashOf('the secret that replaces it');
    expect(header(proxySecretHash)).toEqual(reference(proxySecretHash));
    expect(header(`${next},${proxySecretHash}`)).toEqual(reference(next));
    expect(front.text).not.toContain(proxySecret);
  });

  test('waits for the API as long as a function may take', () => {
    expect(distribution.Origins).toMatchObject([
      {
        DomainName: new URL(edge.apiUrl).hostname,
        CustomOriginConfig: { OriginProtocolPolicy: 'https-only', OriginSSLProtocols: ['TLSv1.2'], OriginReadTimeout: 35 },
      },
    ]);
  });

  test('says the client’s address, and nobody can forge it', () => {
    const [{ FunctionCode }] = front.propertiesOf('AWS::CloudFront::Function');
    expect(distribution.DefaultCacheBehavior.FunctionAssociations).toMatchObject([{ EventType: 'viewer-request' }]);
    const forged = { 'x-rekey-client': { value: '192.0.2.1', multiValue: [{ value: '192.0.2.1' }, { value: '192.0.2.2' }] } };
    const event = { request: { headers: forged }, viewer: { ip: '203.0.113.7' } };
    const { headers } = vm.runInNewContext(`${FunctionCode}; handler(event)`, { event });
    expect(headers).toEqual({ 'x-rekey-client': { value: '203.0.113.7' } });
    const { settings } = api.deployment;
    const sent = { 'x-rekey-proxy': proxySecret, 'x-rekey-client': headers['x-rekey-client'].value };
    expect(clientAddress(sent, '198.51.100.1', settings).address).toBe('203.0.113.7');
  });

  test('counts single addresses, so it has none of IPv6', () => {
    expect(distribution.IPV6Enabled).toBe(false);
    expect(front.propertiesOf('AWS::Route53::RecordSet')).toMatchObject([{ Name: `${domainName}.`, Type: 'A' }]);
  });

  test('takes the operator’s certificate, and then makes no record', () => {
    const certificateArn = certificateIn('us-east-1');
    const own = edgeOf({ ...edge, hostedZoneId: undefined, certificateArn });
    const [{ DistributionConfig }] = own.propertiesOf('AWS::CloudFront::Distribution');
    expect(DistributionConfig.ViewerCertificate.AcmCertificateArn).toBe(certificateArn);
    expect(own.propertiesOf('AWS::Route53::RecordSet')).toEqual([]);
  });

  test('is refused without the address of the API', () => {
    expect(() => edgeOf({ ...edge, apiUrl: undefined })).toThrow('The edge needs the flags edge and apiUrl');
    expect(() => edgeOf({})).toThrow('The edge needs the flags edge and apiUrl');
  });
});

describe('The firewall', () => {
  const limitsOf = (context: object) =>
    rulesOf(edgeOf({ ...edge, ...context })).flatMap(
      ({ Statement }: { Statement: { RateBasedStatement?: { Limit: number } } }) =>
        Statement.RateBasedStatement === undefined ? [] : [Statement.RateBasedStatement.Limit],
    );

  test('stands in front of the edge, and stores no samples, which would hold tokens (F4)', () => {
    const [acl] = front.propertiesOf('AWS::WAFv2::WebACL');
    expect(acl).toMatchObject({ Scope: 'CLOUDFRONT', DefaultAction: { Allow: {} } });
    expect(distribution.WebACLId['Fn::GetAtt'][1]).toBe('Arn');
    expect(front.text.match(/"SampledRequestsEnabled":\w+/g)).toEqual(Array(6).fill('"SampledRequestsEnabled":false'));
    expect(rulesOf(front).map(({ Priority }: { Priority: number }) => Priority)).toEqual([0, 1, 2, 3, 4]);
  });

  test('lets through twice what an application may send, and ten times what a person may, or what the operator sets', () => {
    expect(limitsOf({})).toEqual([2_400, 600]);
    expect(limitsOf({ REKEY_APPLICATION_REQUESTS_PER_FIVE_MINUTES: 6_000, REKEY_REQUESTS_PER_FIVE_MINUTES: 120 })).toEqual([
      12_000, 1_200,
    ]);
    expect(limitsOf({ edgeRequestsPerFiveMinutes: 1_500, REKEY_REQUESTS_PER_FIVE_MINUTES: 1_000 })).toEqual([1_500, 1_500]);
  });

  test('counts all calls as a person’s but those of Crafter Profile’s applications', () => {
    const [, { Statement }] = rulesOf(front);
    const { RegexString, FieldToMatch } =
      Statement.RateBasedStatement.ScopeDownStatement.NotStatement.Statement.RegexMatchStatement;
    expect(FieldToMatch).toEqual({ UriPath: {} });
    const excepted = routes.filter(({ paths }) => paths.some((path) => new RegExp(RegexString).test(path))).map(({ id }) => id);
    expect(excepted).toEqual(routes.filter(({ id }) => id.startsWith('crafter-profile/')).map(({ id }) => id));
    expect(
      routes.filter(({ id, paths }) => excepted.includes(id) && !paths.every((path) => new RegExp(RegexString).test(path))),
    ).toEqual([]);
  });

  test('refuses by those of AWS’s common rules that no documented call meets, and counts the others', () => {
    const common = rulesOf(front).at(-1).Statement.ManagedRuleGroupStatement;
    const counted = common.RuleActionOverrides.map(({ Name, ActionToUse }: { Name: string; ActionToUse: object }) => {
      expect(ActionToUse).toEqual({ Count: {} });
      return Name;
    });
    expect(common.Name).toBe('AWSManagedRulesCommonRuleSet');
    expect(commonRules).toEqual(expect.arrayContaining(counted));
    expect(commonRules.filter((rule) => !counted.includes(rule))).toEqual([
      'UserAgent_BadBots_HEADER',
      'SizeRestrictions_Cookie_HEADER',
      'EC2MetaDataSSRF_COOKIE',
      'EC2MetaDataSSRF_URIPATH',
      'GenericLFI_URIPATH',
      'GenericRFI_URIPATH',
      'CrossSiteScripting_COOKIE',
      'CrossSiteScripting_URIPATH',
    ]);
  });
});

test('the pages have the numbers of the firewall', () => {
  const [all, anonymous] = rulesOf(front).map(
    ({ Statement }: { Statement: { RateBasedStatement?: { Limit: number } } }) => Statement.RateBasedStatement?.Limit ?? 0,
  );
  const rules: number = rulesOf(front).length;
  const deploying = inOneLine('docs/deploying.md');
  expect(deploying).toContain(
    `An edge costs ${(5 + rules + 0.4).toFixed(2)} more: 5.00 for its firewall, 1.00 for each of the firewall's ${inWords(rules)} rules`,
  );
  expect(deploying).toContain(`ten times \`REKEY_REQUESTS_PER_FIVE_MINUTES\`, ${anonymous} by default`);
  const perSecond = api.deployment.requestsPerSecond;
  const addresses = (limit: number) => (perSecond * 300) / limit;
  const security = inOneLine('docs/security.md');
  expect(security).toContain(
    `lets ${anonymous} requests in five minutes through from one address, and ${all.toLocaleString('en')} to`,
  );
  expect(security).toContain(`a flood needs ${addresses(anonymous)} addresses for one route, or ${addresses(all)} for one of`);
});

/** As AWS documents them. */
const commonRules = [
  'NoUserAgent_HEADER',
  'UserAgent_BadBots_HEADER',
  'SizeRestrictions_QUERYSTRING',
  'SizeRestrictions_Cookie_HEADER',
  'SizeRestrictions_BODY',
  'SizeRestrictions_URIPATH',
  'EC2MetaDataSSRF_BODY',
  'EC2MetaDataSSRF_COOKIE',
  'EC2MetaDataSSRF_URIPATH',
  'EC2MetaDataSSRF_QUERYARGUMENTS',
  'GenericLFI_QUERYARGUMENTS',
  'GenericLFI_URIPATH',
  'GenericLFI_BODY',
  'RestrictedExtensions_URIPATH',
  'RestrictedExtensions_QUERYARGUMENTS',
  'GenericRFI_QUERYARGUMENTS',
  'GenericRFI_BODY',
  'GenericRFI_URIPATH',
  'CrossSiteScripting_COOKIE',
  'CrossSiteScripting_QUERYARGUMENTS',
  'CrossSiteScripting_BODY',
  'CrossSiteScripting_URIPATH',
];
