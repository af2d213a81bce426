import type { Synthesised } from '#test/infra/stack/template.ts';
import { accountBytes, growthOfAccounts } from './growth-of-accounts.ts';
import { limitsOfGrowth, secondsOfFunctions } from './limits-of-growth.ts';
import { documentedUsage } from './reset-usage.ts';

/** The context of a stack with Crafter Profile only. */
export const oneProduct = { REKEY_PRODUCTS: 'crafter-profile' };

/**
 * The tables of docs/growth.md, as lines.
 *
 * @param stack the default deployment
 * @param ofOneProduct the same with Crafter Profile only
 */
export function growthTables(stack: Synthesised, ofOneProduct: Synthesised): readonly string[] {
  const tables = [limitsTable(stack), ratesTable(stack), accountsTable(), partsTable(stack, ofOneProduct)];
  return tables.flatMap((table) => ['', ...table]).slice(1);
}

function limitsTable(stack: Synthesised): string[] {
  return [
    '| limit | what bounds it | resets a second | what to do |',
    '|---|---|---|---|',
    ...limitsOfGrowth(stack, documentedUsage()).map(
      ({ what, bound, resetsPerSecond, remedy }) => `| ${what} | ${bound} | ${rounded(resetsPerSecond)} | ${remedy} |`,
    ),
  ];
}

function ratesTable(stack: Synthesised): string[] {
  const usage = documentedUsage();
  const limits = limitsOfGrowth(stack, usage);
  const row = (rate: number) => {
    const [first, ...others] = limits.filter(({ what, resetsPerSecond }) => resetsPerSecond < rate && !/sandbox$/.test(what));
    return [
      grouped(rate),
      first?.what ?? 'nothing',
      others.map(({ what }) => what).join('; ') || 'nothing',
      grouped(rate * usage.mails),
      grouped(Math.ceil(rate * secondsOfFunctions(usage))),
      grouped(rate * usage.writes),
      grouped(Math.round((rate * 3600 * usage.dollarsPerMillion) / 1e6)),
    ];
  };
  return [
    '| resets a second | breaks first | breaks then | mails a second | functions at a time | writes a second | dollars an hour |',
    '|---|---|---|---|---|---|---|',
    ...[10, 100, 1_000, 10_000].map((rate) => `| ${row(rate).join(' | ')} |`),
  ];
}

function accountsTable(): string[] {
  const { item, indexEntry } = accountBytes();
  return [
    `| accounts | table, ${item} bytes each | index, ${indexEntry} bytes each | dollars a month | import into a new table |`,
    '|---|---|---|---|---|',
    ...[1_000, 100_000, 1_000_000, 10_000_000, 100_000_000].map((accounts) => {
      const { tableGigabytes, indexGigabytes, dollarsPerMonth, importHours } = growthOfAccounts(accounts);
      const cells = [gigabytes(tableGigabytes), gigabytes(indexGigabytes), dollarsPerMonth.toFixed(2), duration(importHours)];
      return `| ${[grouped(accounts), ...cells].join(' | ')} |`;
    }),
  ];
}

function partsTable(stack: Synthesised, ofOneProduct: Synthesised): string[] {
  const row = (name: string, { functionIds, ofType }: Synthesised) =>
    `| ${[name, functionIds.length, ofType('AWS::CloudWatch::Alarm').length, ofType('AWS::DynamoDB::GlobalTable').length].join(' | ')} |`;
  return ['| products | functions | alarms | tables |', '|---|---|---|---|', row('one', ofOneProduct), row('three', stack)];
}

const gigabytes = (value: number) => `${rounded(value)} GB`;
function duration(hours: number): string {
  if (hours >= 1) {
    return `${rounded(hours)} h`;
  }
  return hours * 60 >= 1 ? `${rounded(hours * 60)} min` : `${rounded(hours * 3600)} s`;
}
const grouped = (value: number) => value.toLocaleString('en');
const rounded = (value: number) => (value >= 10 ? grouped(Math.floor(value)) : `${Number(value.toPrecision(2))}`);
