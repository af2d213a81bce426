import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { auditFunction } from '#lib/audit/audit-function.ts';
import { tables } from '#lib/dynamo/tables.ts';
import { type Route, verbsInForce } from '#lib/http/route.ts';
import { mailFunctions } from '#lib/mail/mail-functions.ts';
import { realms } from '#lib/reset/ports.ts';
import type { Verb } from '#lib/reset/reach.ts';
import { routes } from '#lib/routes.ts';
import { propertiesOf, selfService, synthesise } from './template.ts';
import { contextOf, network } from './upstream-context.ts';

const stack = synthesise({ alarmMail: 'ops@example.com', ...selfService });
const sandbox = synthesise({ sandbox: 'true', REKEY_TOKEN_LIFETIME_MINUTES: '5', mailIdentity: 'domain' });

describe('The streams', () => {
  const isAudit = ({ FunctionName }: { FunctionName?: unknown }, of = stack) =>
    JSON.stringify(FunctionName) === JSON.stringify({ Ref: of.functionOf(auditFunction.id).logicalId });
  const mappings = propertiesOf(stack.ofType('AWS::Lambda::EventSourceMapping'));
  const sources = new Map(
    mappings.filter((source) => !isAudit(source)).map((source) => [source.EventSourceArn['Fn::GetAtt'][0], source]),
  );

  test.each(['accounts', 'resetRequests'] as const)(
    'M8 of %s invokes its mail function for every write that leaves something to do, until it is too late',
    (id) => {
      const { reader = '', wakesOn = '' } = tables[id].stream ?? {};
      const source = sources.get(stack.tableOf(id).logicalId) ?? {};
      expect(source).toMatchObject({
        FunctionName: { Ref: stack.functionOf(reader).logicalId },
        StartingPosition: 'TRIM_HORIZON',
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        BisectBatchOnFunctionError: true,
        MaximumRetryAttempts: -1,
      });
      const [{ Pattern }, ...others] = source.FilterCriteria.Filters;
      expect(others).toEqual([]);
      // Lambda documents filters on `dynamodb` only. A deletion has no new image, so this pattern leaves it out.
      expect(JSON.parse(Pattern)).toEqual({ dynamodb: { NewImage: { [wakesOn]: { N: [{ exists: true }] } } } });
      const queue = stack.byId(source.DestinationConfig.OnFailure.Destination['Fn::GetAtt'][0]);
      expect(queue.Properties).toMatchObject({ SqsManagedSseEnabled: true, MessageRetentionPeriod: 1_209_600 });
    },
  );

  test('M8 are only these two, and a reset request is given up before its link would expire', () => {
    expect(sources.size).toBe(2);
    const ageIn = (of: typeof stack) =>
      propertiesOf(of.ofType('AWS::Lambda::EventSourceMapping')).find(
        (source) => !isAudit(source, of) && source.EventSourceArn['Fn::GetAtt'][0] === of.tableOf('resetRequests').logicalId,
      )?.MaximumRecordAgeInSeconds;
    expect(ageIn(stack)).toBe(59 * 60);
    expect(ageIn(sandbox)).toBe(4 * 60);
  });
});

describe('Mail', () => {
  test('M10 reports about mails go from the configuration set to the function that records them, or to its failure queue', () => {
    const [events] = propertiesOf(stack.ofType('AWS::SES::ConfigurationSetEventDestination'));
    const [subscription] = propertiesOf(stack.ofType('AWS::SNS::Subscription')).filter(({ Protocol }) => Protocol === 'lambda');
    const [retries] = propertiesOf(stack.ofType('AWS::Lambda::EventInvokeConfig'));
    const { logicalId } = stack.functionOf('mail/record-undeliverable');
    expect(events?.EventDestination).toMatchObject({
      Enabled: true,
      MatchingEventTypes: ['bounce', 'complaint', 'delivery', 'reject'],
    });
    expect(events?.ConfigurationSetName).toEqual(stack.variablesOf('mail/send-reset-link').REKEY_MAIL_CONFIGURATION_SET);
    expect(subscription?.TopicArn).toEqual(events?.EventDestination.SnsDestination.TopicARN);
    expect(subscription?.Endpoint).toEqual({ 'Fn::GetAtt': [logicalId, 'Arn'] });
    expect(retries?.FunctionName).toEqual({ Ref: logicalId });
    expect(stack.byId(retries?.DestinationConfig.OnFailure.Destination['Fn::GetAtt'][0]).Type).toBe('AWS::SQS::Queue');
  });

  test('M10 SES itself drops mail after complaints only, because the mark of a bounce ends', () => {
    const [set] = propertiesOf(stack.ofType('AWS::SES::ConfigurationSet'));
    expect(set?.SuppressionOptions).toEqual({ SuppressedReasons: ['COMPLAINT'] });
  });

  test('comes from an address or a domain that SES verifies, or that the account has already verified', () => {
    const identities = (of: typeof stack) =>
      propertiesOf(of.ofType('AWS::SES::EmailIdentity')).map(({ EmailIdentity }) => EmailIdentity);
    expect(identities(stack)).toEqual(['noreply@example.com']);
    expect(identities(sandbox)).toEqual(['example.com']);
    expect(sandbox.outputs).toEqual(expect.arrayContaining(['DkimRecord1', 'DkimRecord2', 'DkimRecord3']));
    expect(identities(synthesise({ mailIdentity: 'existing' }))).toEqual([]);
  });

  test('has the MAIL FROM domain of the flag, which is below the sender’s domain, and the records for it are outputs', () => {
    const bounce = synthesise({ mailIdentity: 'domain', mailFromDomain: 'bounce.example.com' });
    expect(propertiesOf(bounce.ofType('AWS::SES::EmailIdentity'))).toMatchObject([
      { EmailIdentity: 'example.com', MailFromAttributes: { MailFromDomain: 'bounce.example.com' } },
    ]);
    expect(bounce.outputs).toEqual(expect.arrayContaining(['MailFromMxRecord', 'MailFromSpfRecord', 'DmarcRecord']));
    const refused = (context: object) => () => synthesise({ mailFromDomain: 'bounce.example.com', ...context });
    expect(refused({ mailFromDomain: 'bounce.example.org' })).toThrow('mailFromDomain must be below the sender’s domain');
    expect(refused({ mailFromDomain: 'example.com' })).toThrow(/mailFromDomain must be/);
    expect(refused({ mailIdentity: 'existing' })).toThrow('mailFromDomain needs an identity of the stack');
  });
});

describe('The alarms', () => {
  const alarms = propertiesOf(stack.ofType('AWS::CloudWatch::Alarm'));
  const textsOf = (name: RegExp) =>
    alarms
      .filter(({ AlarmName }) => name.test(AlarmName))
      .map(({ AlarmDescription }): string => AlarmDescription.replace(/ What to do: \S+$/, ''));

  test('say for each route and each mail function what its failure means to people', () => {
    expect(textsOf(/ fails$/)).toEqual(routes.map(({ onFailure }) => onFailure).filter((text) => text !== null));
    expect(textsOf(/ gave up$/).sort()).toEqual([...mailFunctions, auditFunction].map(({ onFailure }) => onFailure).sort());
    expect(textsOf(/mail\/send-\S+ (failed|lags behind)$/)).toHaveLength(4);
  });

  test.each([
    /many tokens are refused$/,
    /the API throttles$/,
    /the tables throttle$/,
    /mails bounce$/,
    /people complain about mails$/,
    /mails are held back$/,
    /administrators are refused$/,
    /session cookies are forged$/,
  ])('include %s', (name) => {
    expect(textsOf(name)).toHaveLength(1);
  });

  test('M8 that say “gave up” go off for a new message and not for one that lies in the queue', () => {
    const gaveUp = alarms.filter(({ AlarmName }) => / gave up$/.test(AlarmName));
    const expressions = gaveUp.map(({ Metrics }) =>
      Metrics.flatMap(({ Expression }: { Expression?: string }) => (Expression === undefined ? [] : [Expression])),
    );
    expect(expressions).toEqual([...mailFunctions, auditFunction].map(() => ['DIFF(FILL(messages, 0))']));
    expect(gaveUp.map(({ Threshold }) => Threshold)).toEqual([...mailFunctions, auditFunction].map(() => 1));
  });

  test.each(mailFunctions.filter((mailFunction) => 'orders' in mailFunction).map(({ id, orders }) => [id, orders] as const))(
    'M8 include that %s stalls: requests were accepted five minutes ago, and nothing was settled since',
    (id, { verbs, field, value }) => {
      const [alarm] = alarms.filter(({ AlarmName }) => AlarmName.endsWith(`${id} stalls`));
      expect(alarm).toMatchObject({ Threshold: 1, DatapointsToAlarm: 5, EvaluationPeriods: 10 });
      const metrics: { Id: string; Expression?: string; MetricStat?: { Period: number; Metric: { MetricName: string } } }[] =
        alarm?.Metrics;
      expect(metrics.flatMap(({ Expression }) => Expression ?? [])).toEqual([
        'RUNNING_SUM(SUM([FILL(ordered, 0), -FILL(settled, 0)]))',
      ]);
      expect(metrics.flatMap(({ MetricStat }) => MetricStat?.Period ?? [])).toEqual([60, 60]);
      const named = new Map(metrics.map(({ Id, MetricStat }) => [Id, MetricStat?.Metric.MetricName]));
      const logsOf = (metricName: string | undefined, pattern: string) =>
        propertiesOf(stack.ofType('AWS::Logs::MetricFilter'))
          .filter(
            ({ FilterPattern, MetricTransformations: [first] }) => first.MetricName === metricName && FilterPattern === pattern,
          )
          .map(({ LogGroupName }) => LogGroupName.Ref)
          .sort();
      const logOf = (functionId: string) => stack.functionOf(functionId).Properties.LoggingConfig.LogGroup.Ref;
      const ordering = routes.filter((route) =>
        verbsInForce(route, stack.deployment.settings).some((verb) => new Set<Verb>(verbs).has(verb)),
      );
      expect(logsOf(named.get('ordered'), `{ $.${field} = "${value}" }`)).toEqual(
        ordering.map((route) => logOf(route.id)).sort(),
      );
      expect(logsOf(named.get('settled'), '{ $.settled IS TRUE }')).toEqual([logOf(id)]);
    },
  );

  test('count a failure on any path of a route', () => {
    const patterns = propertiesOf(stack.ofType('AWS::Logs::MetricFilter')).map(({ FilterPattern }) => FilterPattern);
    const counting = (key: string) => patterns.filter((pattern) => pattern.includes(`"${key}"`));
    const keysOf = (counted: readonly Route[]) =>
      counted.flatMap(({ method, paths }) => paths.map((path) => `${method} ${path}`));
    const { true: ringing = [], false: quiet = [] } = Object.groupBy(routes, ({ onFailure }) => `${onFailure !== null}`);
    expect(keysOf(ringing).map((key) => counting(key).length)).toEqual(keysOf(ringing).map(() => 1));
    expect(keysOf(quiet).map((key) => counting(key).length)).toEqual(keysOf(quiet).map(() => 0));
    expect(quiet.map(({ id }) => id).sort()).toEqual(['page/cancel-request', 'page/common-passwords', 'page/health']);
    expect(patterns.filter((pattern) => pattern.length > 1024)).toEqual([]);
  });

  test('M13 count the lines in which the mailer reports mails that it held back', () => {
    const [filter] = propertiesOf(stack.ofType('AWS::Logs::MetricFilter')).filter(
      ({ MetricTransformations: [metric] }) => metric.MetricName === 'MailsHeldBack',
    );
    expect(filter?.FilterPattern).toBe('{ $.MailsHeldBack >= 1 }');
    const { MetricNamespace } = filter?.MetricTransformations[0] ?? {};
    expect(alarms.filter(({ AlarmName }) => /mails are held back$/.test(AlarmName))).toMatchObject([
      { Namespace: MetricNamespace, MetricName: 'MailsHeldBack', Threshold: 1, Period: 300 },
    ]);
  });

  test('M8 go off while the link of a late mail still works', () => {
    const lateIn = (of: typeof stack) =>
      propertiesOf(of.ofType('AWS::CloudWatch::Alarm')).flatMap(({ MetricName, Threshold }) =>
        MetricName === 'IteratorAge' && Threshold < 3_600_000 ? [Threshold] : [],
      );
    expect(lateIn(stack)).toEqual([300_000, 300_000]);
    expect(lateIn(sandbox)).toEqual([150_000, 150_000]);
  });

  test('are at most 44, and all notify one topic, to which a mail address can be subscribed', () => {
    const mails = (of: typeof stack) =>
      propertiesOf(of.ofType('AWS::SNS::Subscription')).filter(({ Protocol }) => Protocol === 'email');
    const topics = new Set(alarms.map(({ AlarmActions }) => JSON.stringify(AlarmActions)));
    expect(alarms.length).toBeLessThanOrEqual(44);
    expect(mails(stack)).toMatchObject([{ Endpoint: 'ops@example.com' }]);
    expect(topics).toEqual(new Set([JSON.stringify([mails(stack)[0]?.TopicArn])]));
    expect(mails(sandbox)).toEqual([]);
  });

  test('leave latency to the dashboard', () => {
    expect(JSON.stringify(propertiesOf(stack.ofType('AWS::CloudWatch::Dashboard')))).toContain('Latency');
    expect(JSON.stringify(alarms)).not.toMatch(/Latency|Duration/);
  });

  test('each have a section in the runbook, which has no other', () => {
    // Two alarms exist only if accounts stay in the products' own servers (test/infra/stack/servers.ts).
    const withServers = synthesise({ ...contextOf(realms), ...network, ...selfService });
    const names = propertiesOf(withServers.ofType('AWS::CloudWatch::Alarm')).map(({ AlarmName }): string => AlarmName);
    const headings = [...readFileSync('docs/runbook.md', 'utf8').matchAll(/^## (.+)$/gm)].map(
      ([, heading]) => `${stack.deployment.stackName}: ${heading}`,
    );
    expect(headings.toSorted()).toEqual(names.toSorted());
  });

  test('each name the section of the runbook that says what to do', () => {
    const withServers = synthesise({ ...contextOf(realms), ...network, ...selfService });
    const anchors = [...readFileSync('docs/runbook.md', 'utf8').matchAll(/^## (.+)$/gm)].map(
      ([, heading = '']) => `docs/runbook.md#${heading.toLowerCase().replaceAll('/', '').replaceAll(' ', '-')}`,
    );
    const named = propertiesOf(withServers.ofType('AWS::CloudWatch::Alarm')).map(
      ({ AlarmDescription }) => / What to do: (\S+)$/.exec(AlarmDescription)?.[1],
    );
    expect(named.toSorted()).toEqual(anchors.toSorted());
  });
});
