/**
 * Numbers in the pages that only the stack's template knows: alarms and their thresholds, tables, secrets, functions, ages and costs. Part
 * of the stack's tests, which have made the template.
 */
import { globSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { auditFunction } from '#lib/audit/audit-function.ts';
import { realms } from '#lib/reset/ports.ts';
import { routes } from '#lib/routes.ts';
import { propertiesOf, synthesise } from '#test/infra/stack/template.ts';
import { contextOf, network } from '#test/infra/stack/upstream-context.ts';
import { inWords } from './in-words.ts';
import { inOneLine } from './pages.ts';

const { ofType, functionIds, functionOf } = synthesise();
const alarms = propertiesOf(ofType('AWS::CloudWatch::Alarm'));
const alarm = (name: string) => alarms.find(({ AlarmName }) => AlarmName === `Rekey: ${name}`) ?? {};
const metricsOf = ({ Metrics = [] }: { Metrics?: { MetricStat?: object }[] }) =>
  Math.max(1, Metrics.filter(({ MetricStat }) => MetricStat !== undefined).length);

const money = (dollars: number) => dollars.toFixed(2);
/** To ten cents, which is as exact as the assumptions are. */
const rounded = (dollars: number) => money(Math.round(dollars * 10) / 10);

const metrics = alarms.reduce((sum, each) => sum + metricsOf(each), 0);
const many = [...Map.groupBy(alarms, metricsOf)]
  .filter(([count]) => count > 1)
  .toSorted(([one], [other]) => other - one)
  .map(([count, some]) => `${inWords(some.length)} ${some.length === 1 ? 'looks' : 'look'} at ${inWords(count)} metrics`)
  .join(' and ');
/** If accounts stay in the products' own servers. */
const alarmsWithServers = propertiesOf(synthesise({ ...contextOf(realms), ...network }).ofType('AWS::CloudWatch::Alarm'));
const moreAlarms = alarmsWithServers.length - alarms.length;
const moreMetrics = alarmsWithServers.reduce((sum, each) => sum + metricsOf(each), 0) - metrics;
const dashboards = ofType('AWS::CloudWatch::Dashboard').length;
const secrets = ofType('AWS::SecretsManager::Secret').length;
const tables = ofType('AWS::DynamoDB::GlobalTable').length;
const indexes = propertiesOf(ofType('AWS::DynamoDB::GlobalTable')).flatMap(
  ({ GlobalSecondaryIndexes = [] }) => GlobalSecondaryIndexes,
);
const storage = 0.02 + indexes.length * 0.01;
const idle = metrics * 0.1 + dashboards * 3 + secrets * 0.4 + storage;
const allowance = Math.min(metrics, 10) * 0.1 + Math.min(dashboards, 3) * 3;

/** Those of filters on logs, and those that the functions report by themselves. */
const filtered = new Set(
  propertiesOf(ofType('AWS::Logs::MetricFilter')).map(({ MetricTransformations: [first] }) => first.MetricName),
);
const sources = globSync('lib/**/*.ts').map((file) => readFileSync(file, 'utf8'));
const reported = new Set(sources.flatMap((source) => source.match(/(?<=addMetric\(')\w+/g) ?? []));

const guessing = alarm('many tokens are refused');
const fails = alarm('crafter-studio/set-password fails');
const lagging = alarm('mail/send-reset-link lags behind');
const percent = (name: string) => `${Number((alarm(name).Threshold * 100).toPrecision(3))} %`;
const ages = propertiesOf(ofType('AWS::Lambda::EventSourceMapping')).map(
  ({ MaximumRecordAgeInSeconds: seconds }) => seconds / 3600,
);
const throttle = propertiesOf(ofType('AWS::ApiGatewayV2::Stage'))[0]?.DefaultRouteSettings.ThrottlingRateLimit;
const auditLog = functionOf(auditFunction.id).Properties.LoggingConfig.LogGroup.Ref;
const retention = new Set(
  ofType('AWS::Logs::LogGroup')
    .filter(({ logicalId }) => logicalId !== auditLog)
    .map(({ Properties }) => Properties.RetentionInDays),
);

const memories = [...new Set(propertiesOf(ofType('AWS::Lambda::Function')).map(({ MemorySize }) => MemorySize))].toSorted(
  (a, b) => a - b,
);
const [mailing, waiting, hashing] = memories;
const gigabytes = (megabytes: number) => Number((megabytes / 1024).toFixed(2));

const perGigabyteSecond = 0.0000133334;
/** The two pages, and the list as most browsers get it. test/page/answer-common-passwords.test.ts measures the list. */
const outKilobytes = 33 + 24;
/** Of a million resets on Rekey's own pages: calls that the products' own pages do not make. */
const pageCalls = routes.filter(({ id }) => /^page\/(forgot-password|reset-password|common-passwords)$/.test(id)).length;
const ofPages = {
  'API Gateway': pageCalls,
  invocations: pageCalls * 0.2,
  'Lambda’s time': pageCalls * 0.03 * (waiting / 1024) * perGigabyteSecond * 1e6,
  logs: pageCalls * 1.3 * 0.5,
  out: outKilobytes * 0.09,
};
const pageSum = Object.values(ofPages).reduce((sum, each) => sum + each, 0);

test('the costs in docs/deploying.md are calculated right', () => {
  const rows = [...readFileSync('docs/deploying.md', 'utf8').matchAll(/^\| (.+?) \| ([\d.]+) per (.+?) \| (.+) \|$/gm)];
  const sums = [0, 0, 0];
  for (const [, service, price, unit = '', cells = ''] of rows) {
    const unitsPerPrice = /million/.test(unit)
      ? 1e6
      : Number(/[\d,]+/.exec(unit)?.[0].replace(',', '') ?? (unit === 'GB' ? 1e6 : 1));
    for (const [index, cell] of cells.split(' | ').entries()) {
      const [amount = Number.NaN, dollars = Number.NaN] = cell.split(':').map(Number.parseFloat);
      const cost = (amount * 1e6 * Number(price)) / unitsPerPrice;
      expect({ service, cell, isRight: Math.abs(cost - dollars) < Math.max(0.01, cost / 100) }).toMatchObject({ isRight: true });
      sums[index] = (sums[index] ?? 0) + dollars;
    }
  }
  expect(rows).toHaveLength(7);
  expect(inOneLine('docs/deploying.md')).toContain(
    `| **together** | | ${sums.map((sum) => `**${sum.toFixed(0)}**`).join(' | ')} |`,
  );
});

test.each<[string, string]>([
  ['docs/deploying.md', `| alarms | ${alarms.length}, of which ${many}: ${metrics} × 0.10 | ${money(metrics * 0.1)} |`],
  ['docs/deploying.md', `| dashboard | ${dashboards} × 3.00 | ${money(dashboards * 3)} |`],
  ['docs/deploying.md', `| index by address | 100,000 keys of 0.2 KB: 0.02 GB × 0.25 | ${money(indexes.length * 0.01)} |`],
  ['docs/deploying.md', `a reset makes ${pageCalls} more calls`],
  [
    'docs/deploying.md',
    `that is ${money(ofPages['API Gateway'])} for API Gateway, ${money(ofPages.invocations)} for invocations`,
  ],
  ['docs/deploying.md', `${money(ofPages['Lambda’s time'])} for Lambda's time, ${money(ofPages.logs)} for logs`],
  ['docs/deploying.md', `with ${outKilobytes} KB that go out at 0.09 per GB, ${money(ofPages.out)}: ${money(pageSum)} together`],
  [
    'docs/deploying.md',
    `with 0.3 s at ${gigabytes(waiting)} GB, a million starts of a process cost ${money(0.3 * gigabytes(waiting) * perGigabyteSecond * 1e6)}`,
  ],
  ['docs/deploying.md', `| secrets | ${secrets} × 0.40 | ${money(secrets * 0.4)} |`],
  ['docs/deploying.md', `**Idle, per month:** ${rounded(idle)}, or ${rounded(idle - allowance)} while`],
  ['docs/deploying.md', `${inWords(moreAlarms)} more alarms cost ${money(moreMetrics * 0.1)}`],
  ['docs/deploying.md', `up to ${filtered.size + reported.size} metrics of Rekey's own`],
  ['docs/deploying.md', `${inWords(tables)} tables, three mail functions`],
  ['docs/deploying.md', `the ${inWords(tables)} tables and the logs stay`],
  ['docs/deploying.md', `The other ${inWords(tables - 2)} tables hold nothing`],
  ['docs/deploying.md', `the log lines for ${[...retention].join() === '30' ? 'a month' : [...retention].join()}`],
  ['docs/deploying.md', `for the two mails, at ${gigabytes(mailing)} GB`],
  ['docs/deploying.md', `at the default cost, at ${gigabytes(hashing)} GB`],
  ['docs/deploying.md', `30 ms for a request, at ${gigabytes(waiting)} GB`],
  ['docs/performance.md', `${(waiting / hashing).toFixed(2)} of one (at ${waiting.toLocaleString('en')} MB)`],
  ['README.md', `DynamoDB: ${inWords(tables)} tables`],
  [
    'docs/runbook.md',
    `${guessing.Threshold} or more refused tokens a minute, in ${inWords(guessing.DatapointsToAlarm)} of ${inWords(guessing.EvaluationPeriods)} minutes`,
  ],
  [
    'docs/runbook.md',
    `${inWords(fails.Threshold)} failures in ${fails.Period === 900 ? 'a quarter of an hour' : `${fails.Period} s`} are enough`,
  ],
  ['docs/runbook.md', `The oldest request is ${inWords(lagging.Threshold / 60_000)} minutes old`],
  ['docs/runbook.md', `The oldest change is ${inWords(lagging.Threshold / 60_000)} minutes old`],
  ['docs/runbook.md', `${percent('mails bounce')} of this account's mails bounce`],
  ['docs/runbook.md', `${percent('people complain about mails')} of this account's mails are marked as spam`],
  ['docs/runbook.md', `the function tried for ${Math.max(...ages)} hours`],
  ['docs/runbook.md', `${throttle.toLocaleString('en')} requests a second`],
])('%s says: %s', (file, sentence) => {
  expect(inOneLine(file).includes(sentence) ? sentence : 'something else').toBe(sentence);
});

test('the stack has a function for each route and each mail function', () => {
  expect(functionIds.length).toBe(ofType('AWS::Lambda::Function').length);
});
