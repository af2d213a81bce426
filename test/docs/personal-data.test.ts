/** What docs/personal-data.md says about tables and times, held to the code. */
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { parseFlags } from '#infra/stack/flags.ts';
import { keptAfterWindowSeconds, windowMilliseconds } from '#lib/dynamo/dynamo-limits.ts';
import { permissions } from '#lib/dynamo/permissions.ts';
import { tables } from '#lib/dynamo/tables.ts';
import { inOneLine } from './pages.ts';

const page = inOneLine('docs/personal-data.md');

function numberIn(file: string, pattern: RegExp): number {
  return Number(pattern.exec(readFileSync(file, 'utf8'))?.[1]?.replaceAll('_', ''));
}

const requestHours = numberIn('lib/dynamo/put-reset-request.ts', /const keptFor = (\d+) \* hour;/);
const listHours = numberIn('lib/dynamo/served-accounts.ts', /const keptSeconds = ([\d_]+);/) / 3600;
const linkDays = numberIn('lib/dynamo/dynamo-reset-tokens.ts', /const keptAfterExpirySeconds = ([\d_]+);/) / 86_400;
const mailboxHours =
  (numberIn('lib/reset/mail-reset-link.ts', /const longestWindowMs = ([\d_]+);/) / 1000 +
    numberIn('lib/dynamo/dynamo-mailboxes.ts', /const keptAfterWindowSeconds = (\d+);/)) /
  3600;
const addressMinutes = (windowMilliseconds / 1000 + keptAfterWindowSeconds) / 60;
const queueDays = numberIn('infra/stack/mail/failure-queue.ts', /retentionPeriod: Duration\.days\((\d+)\)/);

test.each([
  `| table ResetRequests | ${requestHours} hours after the last request |`,
  `| table ResetRequests | ${listHours} hours |`,
  `| table ResetTokens | the life of the link and ${linkDays === 1 ? 'one day' : `${linkDays} days`} |`,
  `| table Limits | ${mailboxHours} hours after the last mail |`,
  `| table Limits | ${addressMinutes} minutes at most`,
  `| failure queue | ${queueDays} days |`,
  `| ${parseFlags({}).auditRetentionDays} days, or as \`auditRetentionDays\` says |`,
  `the failure queue after ${queueDays} days`,
])('says: %s', (sentence) => {
  expect(page).toContain(sentence);
});

test('keeps logs for a month, as the page says', () => {
  expect(readFileSync('infra/stack/functions/rekey-function.ts', 'utf8')).toContain(
    'retention: retentionDays ?? RetentionDays.ONE_MONTH',
  );
  expect(page).toContain('| CloudWatch Logs | one month |');
});

test('names all that a request holds about a person', () => {
  const [{ attributes }] = permissions['resetRequests.put'];
  const ofThePerson = [
    'identifier',
    'typed',
    'asker',
    'requestedAt',
    'languages',
    'timeZone',
    'device',
    'link',
    'application',
    'address',
    'actor',
    'settled',
  ];
  const ofRekey = ['request', 'realm', 'requestId', 'nonce', 'deleteAfter', 'pending', 'sequence', 'failures'];
  // Before you add an attribute here, say on the page what it holds.
  expect(attributes.filter((name) => ![...ofThePerson, ...ofRekey].includes(name) && !/^t\d+$/.test(name))).toEqual([]);
  expect(page).toContain(
    'what was typed as the username or address, who asked (anyone, an application, an administrator), when, from which IP address, in which languages and which time zone, with which browser on which system, where the link leads, and the ids of the accounts that got the mail',
  );
});

test('names every table', () => {
  const names = Object.keys(tables).map((id) => `${id.charAt(0).toUpperCase()}${id.slice(1)}`);
  expect(names.filter((name) => !page.includes(`table ${name}`))).toEqual([]);
});
