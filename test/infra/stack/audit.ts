import { describe, expect, test } from '@jest/globals';
import { parseFlags } from '#infra/stack/flags.ts';
import { auditFunction } from '#lib/audit/audit-function.ts';
import { routes } from '#lib/routes.ts';
import { SettingsError } from '#lib/settings/settings.ts';
import { propertiesOf, selfService, synthesise } from './template.ts';

const stack = synthesise(selfService);
const { logicalId, Properties } = stack.functionOf(auditFunction.id);
const log: string = Properties.LoggingConfig.LogGroup.Ref;
const logOf = (id: string): string => stack.functionOf(id).Properties.LoggingConfig.LogGroup.Ref;

describe('The audit', () => {
  test('A7 has a log group of its own, which keeps the events for 400 days or as the flag says', () => {
    expect(stack.byId(log)).toMatchObject({ DeletionPolicy: 'RetainExceptOnCreate', Properties: { RetentionInDays: 400 } });
    const longer = synthesise({ auditRetentionDays: '3653' });
    const days = propertiesOf(longer.ofType('AWS::Logs::LogGroup')).map(({ RetentionInDays }) => RetentionInDays);
    expect(days.filter((each) => each !== 30)).toEqual([3653]);
    for (const wrong of ['0', '401', 'forever', '4000']) {
      expect(() => parseFlags({ auditRetentionDays: wrong })).toThrow(SettingsError);
    }
  });

  test('A7 reads each image that says what happened, until its queue takes it, a day after at the latest', () => {
    const mappings = propertiesOf(stack.ofType('AWS::Lambda::EventSourceMapping')).filter(
      ({ FunctionName }) => FunctionName.Ref === logicalId,
    );
    const filters = new Map(
      mappings.map(({ EventSourceArn, FilterCriteria }) => [
        EventSourceArn['Fn::GetAtt'][0],
        FilterCriteria.Filters.map(({ Pattern }: { Pattern: string }) => JSON.parse(Pattern).dynamodb.NewImage),
      ]),
    );
    const number = { N: [{ exists: true }] };
    expect(filters).toEqual(
      new Map([
        [
          stack.tableOf('accounts').logicalId,
          [{ noticeDue: number }, { noticeEnded: { M: { at: number } } }, { ownerStop: { M: { at: number } } }],
        ],
        [stack.tableOf('resetRequests').logicalId, [{ pending: number }, { settled: { M: { at: number } } }]],
      ]),
    );
    const [{ DestinationConfig: to } = {}] = mappings;
    for (const mapping of mappings) {
      expect(mapping).toMatchObject({
        StartingPosition: 'TRIM_HORIZON',
        MaximumRetryAttempts: -1,
        MaximumRecordAgeInSeconds: 23 * 3600,
        DestinationConfig: to,
      });
    }
    const [retries] = propertiesOf(stack.ofType('AWS::Lambda::EventInvokeConfig')).filter(
      ({ FunctionName }) => FunctionName.Ref === logicalId,
    );
    expect(retries).toMatchObject({ MaximumRetryAttempts: 2, DestinationConfig: to });
  });

  test('A7 gets the refusals from the log of every route that decides something, and from nobody else', () => {
    const refusing = routes.filter(({ touches }) => touches.length > 0).map(({ id }) => logOf(id));
    const filters = propertiesOf(stack.ofType('AWS::Logs::SubscriptionFilter'));
    expect(filters.map(({ LogGroupName }) => LogGroupName.Ref).sort()).toEqual(refusing.sort());
    expect(new Set(filters.map(({ FilterPattern }) => FilterPattern))).toEqual(new Set(['{ $.refused IS TRUE }']));
    const invokers = propertiesOf(stack.ofType('AWS::Lambda::Permission')).filter(
      ({ FunctionName }) => FunctionName['Fn::GetAtt']?.[0] === logicalId,
    );
    expect(invokers.map(({ SourceArn }) => SourceArn['Fn::GetAtt'][0]).sort()).toEqual(refusing.sort());
    expect(new Set(invokers.map(({ Principal }) => Principal))).toEqual(new Set(['logs.amazonaws.com']));
  });

  test('A7 has saved queries over its log: who reset what, refused tokens per address, acts of administrators', () => {
    const queries = propertiesOf(stack.ofType('AWS::Logs::QueryDefinition'));
    expect(queries.map(({ Name }) => Name).sort()).toEqual([
      'Rekey/Acts of administrators and operators',
      'Rekey/Refused tokens per address',
      'Rekey/Who reset what',
    ]);
    expect(queries.map(({ LogGroupNames }) => LogGroupNames)).toEqual(queries.map(() => [{ Ref: log }]));
  });

  test('rings if events are given up, are an hour late or cannot be made', () => {
    const alarms = propertiesOf(stack.ofType('AWS::CloudWatch::Alarm')).filter(({ AlarmName }) =>
      AlarmName.includes(auditFunction.id),
    );
    expect(alarms.map(({ AlarmName, Threshold }) => [AlarmName.split(' ').slice(2).join(' '), Threshold])).toEqual([
      ['gave up', 1],
      ['lags behind', 3_600_000],
      ['failed', 1],
    ]);
  });

  test.each([
    ['administrators are refused', 'AdministratorsRefused', 'secrets.administrators', 'administrator-refused'],
    ['session cookies are forged', 'CookiesForged', 'secrets.trafficOpsSessions', 'session-forged'],
  ] as const)('rings if %s', (name, MetricName, verb, failure) => {
    const filters = propertiesOf(stack.ofType('AWS::Logs::MetricFilter')).filter(
      ({ MetricTransformations: [first] }) => first.MetricName === MetricName,
    );
    const counted = routes.filter(({ touches }) => new Set<string>(touches).has(verb)).map(({ id }) => logOf(id));
    expect(filters.map(({ LogGroupName }) => LogGroupName.Ref).sort()).toEqual(counted.sort());
    expect(filters.filter(({ FilterPattern }) => !FilterPattern.includes(`($.failure = "${failure}")`))).toEqual([]);
    const [alarm] = propertiesOf(stack.ofType('AWS::CloudWatch::Alarm')).filter(({ AlarmName }) => AlarmName.endsWith(name));
    expect(alarm).toMatchObject({ MetricName, Threshold: 10, Period: 300 });
  });
});
