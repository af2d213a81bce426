import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parseDeployment } from '#infra/stack/deployment.ts';
import { realms } from '#lib/reset/ports.ts';
import { SettingsError } from '#lib/settings/settings.ts';
import { selfSignedCertificate } from '#test/infra/local/doubles/self-signed-certificate.ts';
import { type Named, propertiesOf, synthesise } from './template.ts';
import { contextOf, network } from './upstream-context.ts';

/** The products' own servers hold the accounts of every realm, in a network of the operator's. */
const stack = synthesise({ ...contextOf(realms), ...network });
const withoutServers = synthesise();

const connected = [
  'crafter-profile/change-password',
  'crafter-profile/reset-password',
  'crafter-studio-v2/change-own-password',
  'crafter-studio-v2/reset-password',
  'crafter-studio-v2/set-password',
  'crafter-studio-v2/validate-token',
  'crafter-studio/forgot-password',
  'crafter-studio/reset-password',
  'crafter-studio/set-password',
  'crafter-studio/validate-token',
  'mail/send-change-notice',
  'mail/send-reset-link',
  'traffic-ops/get-current-user',
  'traffic-ops/login-with-token',
  'traffic-ops/update-current-user',
];

const replacing = [
  'crafter-profile/change-password',
  'crafter-studio-v2/change-own-password',
  'crafter-studio-v2/reset-password',
  'crafter-studio-v2/set-password',
  'crafter-studio/reset-password',
  'crafter-studio/set-password',
  'traffic-ops/update-current-user',
];

const arnOf = (name: string) => `arn:aws:secretsmanager:eu-central-1:111122223333:secret:${name}`;
const secretsKey = 'arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const secretsByArn = {
  REKEY_CRAFTER_PROFILE_SECRET: arnOf('own/profile-Ab12Cd'),
  REKEY_CRAFTER_STUDIO_SECRET: arnOf('own/studio'),
};
/** Without a network. */
const byArn = synthesise({ ...contextOf(['crafter-profile', 'crafter-studio']), ...secretsByArn, secretsKey });

const deploy = (context: { readonly [name: string]: unknown }, environment = {}) =>
  parseDeployment({ REKEY_MAIL_FROM: 'noreply@example.com', ...context }, environment);

const folder = mkdtempSync(path.join(tmpdir(), 'rekey-ca-'));

function pemFile(...parts: readonly string[]): string {
  const file = path.join(folder, `${parts.length}-${parts.join('').length}.pem`);
  writeFileSync(file, parts.join(''));
  return file;
}

describe('The network of the products’ servers', () => {
  test('A4 only functions that call a server are connected to it', () => {
    const idsOf = (of: typeof stack) =>
      of.functionIds.filter((id) => of.functionOf(id).Properties.VpcConfig !== undefined).sort();
    expect(idsOf(stack)).toEqual(connected);
    expect(idsOf(byArn)).toEqual([]);
    for (const id of connected) {
      expect(stack.functionOf(id).Properties.VpcConfig).toEqual({
        SubnetIds: ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'],
        SecurityGroupIds: ['sg-0123456789abcdef0'],
      });
    }
  });

  test('A4 Lambda may connect a function to it, and the function’s own code may not', () => {
    const aboutInterfaces = (id: string) =>
      stack
        .roleOf(id)
        .Properties.Policies.flatMap(({ PolicyDocument }: Named['Properties']) => PolicyDocument.Statement)
        .filter(({ Action }: Named['Properties']) => [Action].flat().some((action) => action.startsWith('ec2:')));
    for (const id of stack.functionIds) {
      const [allowing, denying, ...others] = aboutInterfaces(id);
      if (!connected.includes(id)) {
        expect([id, allowing]).toEqual([id, undefined]);
        continue;
      }
      const arn = [':lambda:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, ':function:*'];
      expect(others).toEqual([]);
      expect(allowing).not.toHaveProperty('Condition');
      expect(denying).toEqual({
        Action: allowing.Action.filter((action: string) => action !== 'dynamodb:ListStreams'),
        Effect: 'Deny',
        Resource: '*',
        Condition: { ArnLike: { 'lambda:SourceFunctionArn': { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ...arn]] } } },
      });
    }
  });

  test('may be given as lists in cdk.json', () => {
    const subnetIds = ['subnet-0123456789abcdef0'];
    const { network: given } = deploy({ ...contextOf(realms), ...network, subnetIds, vpcReachesAws: true });
    expect(given).toEqual({ vpcId: network.vpcId, subnetIds, securityGroupIds: ['sg-0123456789abcdef0'] });
  });

  test('makes nothing in that network, and needs no look-up', () => {
    expect(stack.ofType('AWS::EC2::VPCEndpoint')).toEqual([]);
    const types = (of: typeof stack) => new Set(of.types);
    expect([...types(stack)].filter((type) => !types(withoutServers).has(type))).toEqual([]);
  });
});

describe('The alarms of the products’ servers', () => {
  const alarms = propertiesOf(stack.ofType('AWS::CloudWatch::Alarm'));
  const filters = propertiesOf(stack.ofType('AWS::Logs::MetricFilter'));
  const loggingTo = (metricName: string) =>
    filters
      .filter(({ MetricTransformations: [metric] }) => metric.MetricName === metricName)
      .map(({ LogGroupName, FilterPattern }) => [LogGroupName.Ref, FilterPattern])
      .sort();
  const logsOf = (ids: readonly string[], pattern: string) =>
    ids.map((id) => [stack.functionOf(id).Properties.LoggingConfig.LogGroup.Ref, pattern]).sort();

  test.each([
    ['a product server refuses Rekey', 'ServerMisconfigured', connected],
    ['a password change is left open', 'ClaimsLeftOpen', replacing],
  ])('U5 include that %s', (name, metricName, ids) => {
    expect(alarms.filter(({ AlarmName }) => AlarmName === `Rekey: ${name}`)).toMatchObject([
      { MetricName: metricName, Threshold: 1, Period: 300, Namespace: 'Rekey/Rekey' },
    ]);
    expect(loggingTo(metricName)).toEqual(logsOf(ids, `{ $.${metricName} >= 1 }`));
  });

  test('are missing if Rekey keeps all accounts itself', () => {
    const names = propertiesOf(withoutServers.ofType('AWS::CloudWatch::Alarm')).map(({ AlarmName }) => AlarmName);
    expect(names.filter((name) => /server|left open/.test(name))).toEqual([]);
  });

  test('M8 change notices stall: every route orders them that sets a password in a product’s own server', () => {
    const [alarm] = alarms.filter(({ AlarmName }) => AlarmName === 'Rekey: mail/send-change-notice stalls');
    const ordered = alarm?.Metrics.find(({ Id }: { Id: string }) => Id === 'ordered').MetricStat.Metric.MetricName;
    expect(loggingTo(ordered)).toEqual(logsOf(replacing, '{ $.notice = "due" }'));
  });
});

test('The outputs hold what the command line needs to call the products’ own servers', () => {
  const added = stack.outputs.filter((name) => !withoutServers.outputs.includes(name)).sort();
  expect(added).toEqual([
    'CrafterProfileSecret',
    'CrafterProfileUrl',
    'CrafterStudioSecret',
    'CrafterStudioUrl',
    'TrafficOpsServiceUser',
    'TrafficOpsStamp',
    'TrafficOpsUrl',
    'VpcId',
  ]);
  const studioOnly = synthesise({ ...contextOf(['crafter-studio']), ...network }).outputs;
  expect(studioOnly.filter((name) => added.includes(name)).sort()).toEqual(['CrafterStudioSecret', 'CrafterStudioUrl', 'VpcId']);
});

test('A6 the secrets of the products’ own servers may be ARNs, under the operator’s own key', () => {
  const readIn = (id: string) =>
    byArn
      .roleOf(id)
      .Properties.Policies.flatMap(({ PolicyDocument }: Named['Properties']) => PolicyDocument.Statement)
      .filter(({ Action }: Named['Properties']) => /^(secretsmanager|kms):/.test(Action))
      .flatMap(({ Resource }: Named['Properties']) => Resource);
  const profile = [arnOf('own/profile-Ab12Cd'), arnOf('own/profile-Ab12Cd-??????')];
  const studio = arnOf('own/studio-??????');
  expect(readIn('crafter-studio/set-password').sort()).toEqual([secretsKey, studio].sort());
  expect(new Set(readIn('mail/send-reset-link'))).toEqual(new Set([...profile, studio, secretsKey]));
  expect(byArn.variablesOf('crafter-studio/set-password').REKEY_CRAFTER_STUDIO_SECRET).toBe(arnOf('own/studio'));
  expect(readIn('crafter-profile/change-password')).toEqual([]);
  const elsewhere = () =>
    deploy({ ...contextOf(['crafter-profile', 'crafter-studio']), ...secretsByArn }, { CDK_DEFAULT_REGION: 'us-east-1' });
  expect(elsewhere).toThrow('REKEY_CRAFTER_STUDIO_SECRET is in eu-central-1, and the stack is in us-east-1');
});

describe('A deployment is refused', () => {
  const { vpcReachesAws: _, ...unconfirmed } = network;

  test.each([
    ['a part of a network', { ...contextOf(realms), ...network, subnetIds: '' }, 'subnetIds is missing'],
    ['a network and no server', network, "vpcId needs the URL of a product's own server: set REKEY_CRAFTER_PROFILE_URL or"],
    [
      'a network that may not reach AWS',
      { ...contextOf(realms), ...unconfirmed },
      'VPC endpoints for dynamodb, secretsmanager and email',
    ],
    ['only the word that a network reaches AWS', { ...contextOf(realms), vpcReachesAws: 'true' }, 'vpcReachesAws needs vpcId'],
    ['something that is not a VPC', { ...contextOf(realms), ...network, vpcId: 'ours' }, 'vpcId must be the id of a VPC'],
    [
      'one id that is not a subnet',
      { ...contextOf(realms), ...network, subnetIds: 'subnet-01234567,ours' },
      'subnetIds must be the ids',
    ],
    [
      'a broken list',
      { ...contextOf(realms), ...network, securityGroupIds: '["sg-01234567"' },
      'securityGroupIds must be the ids',
    ],
  ])('with %s', (_name, context, message) => {
    expect(() => deploy(context)).toThrow(SettingsError);
    expect(() => deploy(context)).toThrow(message);
  });

  test('with an identity provider that a network without internet does not reach, unless the operator says that it does', () => {
    const oidc = { REKEY_OIDC_ISSUER: 'https://issuer.example.com', REKEY_OIDC_AUDIENCE: 'rekey' };
    expect(() => deploy({ ...contextOf(realms), ...unconfirmed, ...oidc })).toThrow(
      'They must also reach https://issuer.example.com',
    );
    expect(() => deploy({ ...contextOf(['traffic-ops']), ...unconfirmed, ...oidc })).not.toThrow('issuer.example.com');
    expect(() => deploy({ ...contextOf(realms), ...network, ...oidc })).not.toThrow();
  });
});

describe('U10 the certificate authorities of the products’ servers', () => {
  const { cert, key } = selfSignedCertificate();
  const expired = selfSignedCertificate([127, 0, 0, 1], { untilDays: -0.5 }).cert;

  test('are read from a PEM file, without what else is in it', () => {
    const other = selfSignedCertificate().cert;
    const { certificateAuthorities } = deploy({ ...contextOf(realms), upstreamCa: pemFile('a comment\n', cert, other) });
    expect(certificateAuthorities).toBe(cert + other);
    expect(deploy(contextOf(realms)).certificateAuthorities).toBeUndefined();
  });

  test.each([
    ['is missing', path.join(folder, 'none.pem'), /upstreamCa: the file .*none\.pem cannot be read/],
    ['holds no certificate', pemFile('nothing'), /contains no certificate in PEM/],
    ['holds a private key', pemFile(cert, key), /contains a private key/],
    [
      'holds a damaged certificate',
      pemFile(cert, cert.replace(/.{20}\n-----END/, '\n-----END')),
      /certificate 2 in .* is damaged/,
    ],
    ['holds an expired certificate', pemFile(expired), /certificate 1 in .* \(CN=double\) expired on \d{4}-\d\d-\d\d/],
  ])('stop the synthesis if the file %s', (_name, upstreamCa, message) => {
    expect(() => deploy({ ...contextOf(realms), upstreamCa })).toThrow(SettingsError);
    expect(() => deploy({ ...contextOf(realms), upstreamCa })).toThrow(message);
  });

  test('stop the synthesis if no server is named', () => {
    expect(() => deploy({ upstreamCa: pemFile(cert) })).toThrow("upstreamCa needs the URL of a product's own server");
  });
});
