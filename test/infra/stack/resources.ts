import { describe, expect, test } from '@jest/globals';
import { tables } from '#lib/dynamo/tables.ts';
import { functionIds } from '#lib/function-ids.ts';
import { methodsOf } from '#lib/http/route.ts';
import { routes } from '#lib/routes.ts';
import { propertiesOf, selfService, synthesise, tableIds } from './template.ts';

const stack = synthesise(selfService);
const sandbox = synthesise({ sandbox: 'true', architecture: 'x86_64' });

describe('The API', () => {
  const routeKeys = propertiesOf(stack.ofType('AWS::ApiGatewayV2::Route')).map(({ RouteKey }) => RouteKey);

  test('has one route key for each path of each route, and no others', () => {
    const declared = routes.flatMap((route) =>
      methodsOf(route).flatMap((method) => route.paths.map((path) => `${method} ${path}`)),
    );
    expect(routeKeys.sort()).toEqual(declared.sort());
  });

  test.each(routes.map((route) => [route.id, route] as const))(
    'sends every path of %s to the route’s own function',
    (id, { method, paths }) => {
      const keys = paths.map((path) => `${method} ${path}`);
      const targets = propertiesOf(stack.ofType('AWS::ApiGatewayV2::Route')).filter(({ RouteKey }) => keys.includes(RouteKey));
      const integrations = targets.map(({ Target }) => stack.byId(Target['Fn::Join'][1][1].Ref).Properties);
      expect(integrations.map(({ IntegrationUri }) => IntegrationUri['Fn::GetAtt'][0])).toEqual(
        keys.map(() => stack.functionOf(id).logicalId),
      );
      expect(integrations.map(({ PayloadFormatVersion }) => PayloadFormatVersion)).toEqual(keys.map(() => '2.0'));
    },
  );

  test('has the $default stage, so that no URL gets a prefix, and no CORS block', () => {
    expect(propertiesOf(stack.ofType('AWS::ApiGatewayV2::Stage'))).toMatchObject([{ StageName: '$default', AutoDeploy: true }]);
    expect(propertiesOf(stack.ofType('AWS::ApiGatewayV2::Api'))).toMatchObject([{ ProtocolType: 'HTTP' }]);
    expect(propertiesOf(stack.ofType('AWS::ApiGatewayV2::Api'))[0]).not.toHaveProperty('CorsConfiguration');
  });

  test('F4 logs no query string, no path, no header and no body', () => {
    const { Format } = propertiesOf(stack.ofType('AWS::ApiGatewayV2::Stage'))[0]?.AccessLogSettings ?? {};
    const logged = [...Format.matchAll(/\$context\.([\w.]+)/g)].map(([, name]) => name);
    expect(() => JSON.parse(Format.replaceAll('$context.status', '200'))).not.toThrow();
    expect(logged).toContain('routeKey');
    expect(logged.filter((name) => /path|query|header|body|authorizer/i.test(name))).toEqual([]);
  });

  test('F7 throttles each route at the operator’s own rate, or else at 1,000 requests a second, with twice as many at once', () => {
    const throttle = (context = {}) =>
      propertiesOf(synthesise(context).ofType('AWS::ApiGatewayV2::Stage'))[0]?.DefaultRouteSettings;
    expect(throttle()).toEqual({ ThrottlingRateLimit: 1_000, ThrottlingBurstLimit: 2_000 });
    expect(throttle({ requestsPerSecond: 8_000 })).toEqual({ ThrottlingRateLimit: 8_000, ThrottlingBurstLimit: 5_000 });
  });
});

describe('The logs', () => {
  const filters = stack.ofType('AWS::Logs::MetricFilter');

  test('get one metric filter at a time, because CloudWatch Logs refuses many at once', () => {
    const after = filters.map(({ DependsOn }) => [DependsOn ?? []].flat().filter((id) => isFilter(id)));
    const followed = after.flat();
    expect(after.filter((others) => others.length === 0)).toHaveLength(1);
    expect(after.filter((others) => others.length > 1)).toEqual([]);
    expect(new Set(followed).size).toBe(filters.length - 1);
  });

  const isFilter = (logicalId: unknown) => filters.some((filter) => filter.logicalId === logicalId);

  test('go away with a first deployment that fails, and stay when the stack is deleted later', () => {
    const kept = (of: typeof stack) => new Set(of.ofType('AWS::Logs::LogGroup').map(({ DeletionPolicy }) => DeletionPolicy));
    expect([...kept(stack)]).toEqual(['RetainExceptOnCreate']);
    expect([...kept(sandbox)]).toEqual(['Delete']);
  });

  test('of the API have a name that needs no change of the region’s resource policy, and that no other stack has', () => {
    const [stage] = propertiesOf(stack.ofType('AWS::ApiGatewayV2::Stage'));
    const { Properties } = stack.byId(stage?.AccessLogSettings.DestinationArn['Fn::GetAtt'][0]);
    const uuid = { 'Fn::Select': [2, { 'Fn::Split': ['/', { Ref: 'AWS::StackId' }] }] };
    expect(Properties.LogGroupName).toEqual({ 'Fn::Join': ['', ['/aws/vendedlogs/Rekey/', uuid]] });
    const others = propertiesOf(stack.ofType('AWS::Logs::LogGroup')).filter(({ LogGroupName }) => LogGroupName !== undefined);
    expect(others).toHaveLength(1);
  });
});

describe('Every function', () => {
  const functions = stack.functionIds.map((id) => stack.functionOf(id).Properties);

  test('of a route or a mail function exists, and no other', () => {
    expect(stack.functionIds.toSorted()).toEqual(functionIds.toSorted());
    expect(stack.ofType('AWS::Lambda::Function')).toHaveLength(functions.length);
  });

  test('runs on Node 24, on arm64 or on the architecture that the flag names', () => {
    expect(functions).toEqual(functions.map(() => expect.objectContaining({ Runtime: 'nodejs24.x', Architectures: ['arm64'] })));
    expect(sandbox.functionOf('mail/send-reset-link').Properties.Architectures).toEqual(['x86_64']);
  });

  test('logs JSON to its own log group, which does not keep lines forever', () => {
    const groups = functions.map(({ LoggingConfig }) => LoggingConfig.LogGroup.Ref);
    expect(new Set(groups).size).toBe(functions.length);
    expect(functions.map(({ LoggingConfig }) => LoggingConfig.LogFormat)).toEqual(functions.map(() => 'JSON'));
    expect(propertiesOf(stack.ofType('AWS::Logs::LogGroup')).map(({ RetentionInDays }) => RetentionInDays)).not.toContain(
      undefined,
    );
  });

  test.each(routes.map((route) => [route.id, route] as const))(
    '%s has a whole vCPU if it hashes, and times out before API Gateway does',
    (id, route) => {
      const { MemorySize, Timeout } = stack.functionOf(id).Properties;
      expect(MemorySize).toBe(route.hashesPasswords ? 1769 : 1024);
      expect(Timeout).toBeLessThan(30);
    },
  );
});

describe('The tables', () => {
  test.each(tableIds)('%s is on demand, encrypted and recoverable, with the expiry and the stream of its definition', (id) => {
    const { key, expiry, indexes = {}, stream } = tables[id];
    const { Properties } = stack.tableOf(id);
    expect(Properties).toMatchObject({
      KeySchema: [{ AttributeName: key, KeyType: 'HASH' }],
      BillingMode: 'PAY_PER_REQUEST',
      SSESpecification: { SSEEnabled: true },
      Replicas: [{ Region: { Ref: 'AWS::Region' }, PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } }],
    });
    expect(Properties.TimeToLiveSpecification).toEqual(expiry && { AttributeName: expiry, Enabled: true });
    expect(Properties.StreamSpecification).toEqual(stream && { StreamViewType: 'NEW_IMAGE' });
    expect(Properties.GlobalSecondaryIndexes ?? []).toEqual(
      Object.entries(indexes).map(([IndexName, AttributeName]) => ({
        IndexName,
        KeySchema: [{ AttributeName, KeyType: 'HASH' }],
        Projection: { ProjectionType: 'KEYS_ONLY' },
      })),
    );
  });

  test('are five, and deleting the stack keeps them unless it is a sandbox', () => {
    expect(
      stack
        .ofType('AWS::DynamoDB::GlobalTable')
        .map(({ DeletionPolicy, UpdateReplacePolicy }) => [DeletionPolicy, UpdateReplacePolicy]),
    ).toEqual(tableIds.map(() => ['Retain', 'Retain']));
    expect(sandbox.ofType('AWS::DynamoDB::GlobalTable').map(({ DeletionPolicy }) => DeletionPolicy)).toEqual(
      tableIds.map(() => 'Delete'),
    );
  });
});

test('The outputs hold what the operator and the command line need', () => {
  const named = tableIds.map((id) => `${id.charAt(0).toUpperCase()}${id.slice(1)}Table`);
  expect(stack.outputs.sort()).toEqual(
    [
      ...named,
      'AdministratorSecret',
      'AlarmTopic',
      'ApiUrl',
      'AuditFunction',
      'AuditLog',
      'CrafterProfileSelfService',
      'MailConfigurationSet',
      'MailFrom',
      'Products',
      'MailsPerTokenLifetime',
      'MailsPerMinute',
      'RequestsPerFiveMinutes',
      'TokenLifetimeMinutes',
      'TrafficOpsSessionSecret',
      'Version',
    ].sort(),
  );
});
