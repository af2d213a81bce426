import { describe, expect, test } from '@jest/globals';
import { parseDeployment } from '#infra/stack/deployment.ts';
import { auditFunction } from '#lib/audit/audit-function.ts';
import { mailFunctions } from '#lib/mail/mail-functions.ts';
import { routes } from '#lib/routes.ts';
import { SettingsError } from '#lib/settings/settings.ts';
import { grantsIn } from './grants.ts';
import { type Named, propertiesOf, type Synthesised, selfService, synthesise } from './template.ts';

const key = 'arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const byDefault = synthesise(selfService);

/** Every flag that is off by default, in one template. */
const flagged = synthesise({
  ...selfService,
  encryptionKey: key,
  waitingMegabytes: 2_048,
  mailMegabytes: 768,
  mailParallelization: 4,
  waitingReservedConcurrency: 50,
  mailReservedConcurrency: 20,
  provisionedConcurrency: 2,
  tracing: 'true',
  codeCache: '/usr/local/bin/node',
  tags: 'team=identity, cost-centre=42',
  terminationProtection: 'true',
  deletionProtection: 'false',
});

const mailIds: readonly string[] = [...mailFunctions, auditFunction].map(({ id }) => id);
const hashingIds = routes.filter(({ hashesPasswords }) => hashesPasswords).map(({ id }) => id);
const waitingIds = routes.filter(({ hashesPasswords }) => !hashesPasswords).map(({ id }) => id);
const valuesOf = (stack: Synthesised, ids: readonly string[], property: string) => [
  ...new Set(ids.map((id) => stack.functionOf(id).Properties[property])),
];

describe('The capacity of the functions', () => {
  test('is 1,024 MB for those that wait for the network, 512 MB for those that mail and a whole processor for those that hash', () => {
    expect([waitingIds, mailIds, hashingIds].map((ids) => valuesOf(byDefault, ids, 'MemorySize'))).toEqual([
      [1024],
      [512],
      [1769],
    ]);
    expect([waitingIds, mailIds, hashingIds].map((ids) => valuesOf(flagged, ids, 'MemorySize'))).toEqual([[2048], [768], [1769]]);
  });

  test('is reserved only where the operator reserves it, and never bounds those that hash', () => {
    const reserved = (stack: Synthesised) =>
      [waitingIds, mailIds, hashingIds].map((ids) => valuesOf(stack, ids, 'ReservedConcurrentExecutions'));
    expect(reserved(byDefault)).toEqual([[undefined], [undefined], [undefined]]);
    expect(reserved(flagged)).toEqual([[50], [20], [undefined]]);
  });

  test('is that of one batch of a shard at a time, or of as many as the operator says', () => {
    const factors = (stack: Synthesised) =>
      propertiesOf(stack.ofType('AWS::Lambda::EventSourceMapping'))
        .filter(({ FunctionName }) => FunctionName.Ref !== stack.functionOf(auditFunction.id).logicalId)
        .map(({ ParallelizationFactor }) => ParallelizationFactor);
    expect(new Set(factors(byDefault))).toEqual(new Set([1]));
    expect(new Set(factors(flagged))).toEqual(new Set([4]));
  });
});

describe('Processes that are kept ready', () => {
  const aliases = flagged.ofType('AWS::Lambda::Alias');

  test('exist for a version of every function of a route, and of no other', () => {
    expect(byDefault.ofType('AWS::Lambda::Alias')).toEqual([]);
    expect(aliases.map(({ Properties }) => Properties.FunctionName.Ref).sort()).toEqual(
      routes.map(({ id }) => flagged.functionOf(id).logicalId).sort(),
    );
    for (const { Properties } of aliases) {
      expect(Properties.ProvisionedConcurrencyConfig).toEqual({ ProvisionedConcurrentExecutions: 2 });
      const version = flagged.byId(Properties.FunctionVersion['Fn::GetAtt'][0]);
      expect([version.Type, version.Properties.FunctionName]).toEqual(['AWS::Lambda::Version', Properties.FunctionName]);
    }
  });

  test('are what API Gateway calls, and may call', () => {
    const ready = new Set(aliases.map(({ logicalId }) => logicalId));
    const called = propertiesOf(flagged.ofType('AWS::ApiGatewayV2::Integration')).map(({ IntegrationUri }) => IntegrationUri.Ref);
    const callable = propertiesOf(flagged.ofType('AWS::Lambda::Permission'))
      .filter(({ Principal }) => Principal === 'apigateway.amazonaws.com')
      .map(({ FunctionName }) => FunctionName.Ref);
    expect(new Set(called)).toEqual(ready);
    expect(new Set(callable)).toEqual(ready);
  });
});

describe('The operator’s own key', () => {
  test('encrypts every table, secret, queue, topic and log group', () => {
    const keyOf: { readonly [type: string]: (properties: Named['Properties']) => unknown } = {
      'AWS::DynamoDB::GlobalTable': ({ Replicas: [only] }) => only.SSESpecification.KMSMasterKeyId,
      'AWS::SecretsManager::Secret': ({ KmsKeyId }) => KmsKeyId,
      'AWS::SQS::Queue': ({ KmsMasterKeyId }) => KmsMasterKeyId,
      'AWS::SNS::Topic': ({ KmsMasterKeyId }) => KmsMasterKeyId,
      'AWS::Logs::LogGroup': ({ KmsKeyId }) => KmsKeyId,
    };
    for (const [type, of] of Object.entries(keyOf)) {
      const found = propertiesOf(flagged.ofType(type));
      expect([type, found.length > 0, new Set(found.map(of))]).toEqual([type, true, new Set([key])]);
    }
    expect(JSON.stringify(propertiesOf(byDefault.ofType('AWS::SQS::Queue')))).not.toContain('KmsMasterKeyId');
  });

  test('A4 is usable only through the services in which a function uses something that it encrypts', () => {
    for (const id of flagged.functionIds) {
      const usesTable = grantsIn(byDefault, id).some((grant) => /^Allow dynamodb:(?!ListStreams)/.test(grant));
      const readsSecret = grantsIn(byDefault, id).some((grant) => grant.startsWith('Allow secretsmanager:'));
      const expected = [
        ...(usesTable ? ['dynamodb'] : []),
        ...(readsSecret ? ['secretsmanager'] : []),
        ...(mailIds.includes(id) ? ['sqs'] : []),
      ];
      expect([id, servicesWithKey(id)]).toEqual([id, expected]);
    }
  });
});

/** The services through which a function may use the key. */
function servicesWithKey(id: string): string[] {
  const statements = flagged
    .roleOf(id)
    .Properties.Policies.flatMap(({ PolicyDocument }: Named['Properties']) => PolicyDocument.Statement)
    .filter(({ Action }: Named['Properties']) => [Action].flat().some((action) => action.startsWith('kms:')));
  return statements
    .map(({ Resource, Condition }: Named['Properties']) => {
      expect([Resource].flat()).toEqual([key]);
      return JSON.stringify(Condition.StringEquals['kms:ViaService']).match(/(dynamodb|secretsmanager|sqs)\./)?.[1];
    })
    .sort();
}

test('A4 the flags give a function nothing but the use of the key and, with tracing, the right to write traces', () => {
  const tracing = ['Allow xray:PutTelemetryRecords "*"', 'Allow xray:PutTraceSegments "*"'];
  for (const id of flagged.functionIds) {
    const added = grantsIn(flagged, id).filter((grant) => !grant.startsWith('Allow kms:'));
    expect(added.sort()).toEqual([...grantsIn(byDefault, id), ...tracing].sort());
  }
  expect(flagged.ofType('AWS::IAM::Role')).toHaveLength(flagged.functionIds.length);
  expect(flagged.ofType('AWS::IAM::Policy')).toEqual([]);
});

test('X-Ray traces every function if the operator asks for it', () => {
  expect(valuesOf(byDefault, byDefault.functionIds, 'TracingConfig')).toEqual([undefined]);
  expect(flagged.functionIds.map((id) => flagged.functionOf(id).Properties.TracingConfig)).toEqual(
    flagged.functionIds.map(() => ({ Mode: 'Active' })),
  );
});

test('With code caches, a function of a route keeps its Node.js until the next deployment, and a metric says whether V8 takes the cache', () => {
  const ofRoutes = routes.map(({ id }) => id);
  expect(valuesOf(byDefault, byDefault.functionIds, 'RuntimeManagementConfig')).toEqual([undefined]);
  expect(ofRoutes.map((id) => flagged.functionOf(id).Properties.RuntimeManagementConfig)).toEqual(
    ofRoutes.map(() => ({ UpdateRuntimeOn: 'FunctionUpdate' })),
  );
  expect(valuesOf(flagged, mailIds, 'RuntimeManagementConfig')).toEqual([undefined]);
  const metrics = (stack: Synthesised) =>
    propertiesOf(stack.ofType('AWS::Logs::MetricFilter'))
      .flatMap(({ MetricTransformations }) => MetricTransformations)
      .filter(({ MetricName }) => MetricName === 'CodeCacheAccepted');
  expect(metrics(byDefault)).toEqual([]);
  expect(metrics(flagged).map(({ MetricValue }) => MetricValue)).toEqual(routes.map(() => '$.codeCacheAccepted'));
});

test('Tags go to the stack, and CloudFormation gives them to its resources', () => {
  expect(flagged.tags).toEqual({ team: 'identity', 'cost-centre': '42' });
  expect(byDefault.tags).toEqual({});
  const { tags } = parseDeployment({ REKEY_MAIL_FROM: 'noreply@example.com', tags: { team: 'identity' } }, {});
  expect(tags).toEqual({ team: 'identity' });
});

describe('Protection from deletion', () => {
  const tablesAreProtected = (stack: Synthesised) => [
    ...new Set(
      propertiesOf(stack.ofType('AWS::DynamoDB::GlobalTable')).map(({ Replicas: [only] }) => only.DeletionProtectionEnabled),
    ),
  ];

  test('covers the tables unless the operator switches it off or the stack is a sandbox', () => {
    expect(tablesAreProtected(byDefault)).toEqual([true]);
    expect(tablesAreProtected(flagged)).toEqual([false]);
    expect(tablesAreProtected(synthesise({ sandbox: 'true', architecture: 'x86_64' }))).toEqual([false]);
  });

  test('covers the stack if the operator asks for it', () => {
    expect([byDefault.isProtected, flagged.isProtected]).toEqual([false, true]);
  });
});

describe('A deployment is refused', () => {
  test.each([
    ['too little memory', { waitingMegabytes: 255 }, 'waitingMegabytes must be a whole number from 256 to 3008'],
    ['too much memory', { mailMegabytes: '3009' }, 'mailMegabytes must be a whole number from 256 to 3008'],
    ['eleven batches at a time', { mailParallelization: 11 }, 'mailParallelization must be a whole number from 1 to 10'],
    ['a reserve of nothing', { mailReservedConcurrency: 0 }, 'mailReservedConcurrency must be a whole number from 1 to 1000'],
    ['a reserve in words', { waitingReservedConcurrency: 'some' }, 'waitingReservedConcurrency must be a whole number'],
    ['a negative number of processes', { provisionedConcurrency: -1 }, 'provisionedConcurrency must be a whole number'],
    [
      'more processes than may run',
      { provisionedConcurrency: 6, waitingReservedConcurrency: 5 },
      'provisionedConcurrency must not be above waitingReservedConcurrency',
    ],
    [
      'more batches at a time than may run',
      { mailParallelization: 6, mailReservedConcurrency: 5 },
      'mailParallelization must not be above mailReservedConcurrency',
    ],
    [
      'the alias of a key',
      { encryptionKey: 'arn:aws:kms:eu-central-1:111122223333:alias/ours' },
      'encryptionKey must be the ARN of a KMS key',
    ],
    ['a mistyped switch', { tracing: 'yes' }, 'tracing must be false or true'],
    ['a tag without a value', { tags: 'team' }, 'tags must be names and values'],
    ['a tag that appears twice', { tags: 'team=a,team=b' }, 'tags must be names and values'],
    ['broken JSON for tags', { tags: '{"team"' }, 'tags must be names and values'],
    ['a list of tags', { tags: ['team'] }, 'tags must be names and values'],
    ['a tag whose value is a number', { tags: { team: 1 } }, 'tags must have names'],
    ['a tag that only AWS may set', { tags: 'aws:team=a' }, 'tags must have names'],
    ['too many tags', { tags: Object.fromEntries(Array.from({ length: 41 }, (_, index) => [`t${index}`, ''])) }, 'at most 40'],
    ['protection of what a sandbox removes', { sandbox: 'true', deletionProtection: 'true' }, 'deletionProtection does not go'],
    ['a sandbox that cannot be removed', { sandbox: 'true', terminationProtection: 'true' }, 'terminationProtection does not go'],
  ])('with %s', (_, flags, message) => {
    const deploy = () => parseDeployment({ REKEY_MAIL_FROM: 'noreply@example.com', ...flags }, {});
    expect(deploy).toThrow(SettingsError);
    expect(deploy).toThrow(message);
  });

  test('with a key of another region', () => {
    const deploy = (region: string) => () =>
      parseDeployment({ REKEY_MAIL_FROM: 'noreply@example.com', encryptionKey: key }, { CDK_DEFAULT_REGION: region });
    expect(deploy('us-east-1')).toThrow('encryptionKey is in eu-central-1, and the stack is in us-east-1');
    expect(deploy('eu-central-1')).not.toThrow();
  });
});
