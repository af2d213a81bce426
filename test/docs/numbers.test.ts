/** Numbers and lists in the pages that the code decides. Each sentence is built from the code and looked for in its page. */
import { globSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { longestUsername } from '#lib/dialects/crafter-studio/username.ts';
import { sessionCookie } from '#lib/dialects/traffic-ops/session.ts';
import { readBody } from '#lib/http/read-body.ts';
import { mailFunctions } from '#lib/mail/mail-functions.ts';
import { commonPasswords } from '#lib/passwords/common-passwords.ts';
import { mailsPerMailbox } from '#lib/reset/mail-reset-link.ts';
import { defaultPasswordPolicy, maximumPasswordBytes } from '#lib/reset/password.ts';
import { mintToken } from '#lib/reset/token.ts';
import { parseSettings } from '#lib/settings/settings.ts';
import { languages } from '#lib/wording/languages.ts';
import { bundleBudget } from '#test/bench/bundle-sizes.ts';
import { inWords } from './in-words.ts';
import { inOneLine } from './pages.ts';

const settings = parseSettings({});
const listed = (items: readonly string[], last: string) => `${items.slice(0, -1).join(', ')} ${last} ${items.at(-1)}`;
const grouped = (count: number) => count.toLocaleString('en');

const mails = { minute: inWords(settings.mailsPerMinute), life: inWords(settings.mailsPerTokenLifetime) };
const tokenBits = Buffer.from(mintToken().token, 'base64url').length * 8;
const common = grouped(commonPasswords.trimEnd().split('\n').length);
const { version } = JSON.parse(readFileSync('openapi.json', 'utf8'))
  .paths['/api/{version}/user/current'].get.parameters.filter(({ name }: { name: string }) => name === 'version')
  .map(({ schema }: { schema: { enum: string[] } }) => ({ version: schema.enum }))[0];
const languageNames = new Intl.DisplayNames('en', { type: 'language' });
const spokenLanguages = listed(
  languages.map((tag) => languageNames.of(tag) ?? tag),
  'and',
);
const { engines, scripts } = JSON.parse(readFileSync('package.json', 'utf8'));
const node = `Node ${/\d+\.\d+/.exec(engines.node)}`;
const fuzzCases = Number(/FUZZ_CASES=(\d+)/.exec(scripts.fuzz)?.[1]);
const fuzzTests = globSync('test/security/fuzz*.ts').map((file) => readFileSync(file, 'utf8'));
const fewFuzzCases = Number(/FUZZ_CASES \|\| ([\d_]+)/.exec(fuzzTests.join('\n'))?.[1]?.replace('_', ''));
const leastNoticed = JSON.parse(readFileSync('stryker.config.json', 'utf8')).thresholds.break;
const smokeRequests = /'--requests <number>'.*?(\d+)\)/.exec(readFileSync('test/smoke/smoke.ts', 'utf8'))?.[1];

function greatestBody(): number {
  for (let kibibytes = 1; ; kibibytes++) {
    try {
      readBody({ body: 'x'.repeat(kibibytes * 1024) });
    } catch {
      return kibibytes - 1;
    }
  }
}

function sessionHours(): number {
  const account = { username: 'test', credentialStamp: 'x' };
  // Only these two of an account are in a cookie.
  const opening = { account, token: { requestedAt: 0, expiresAt: 1e15 }, now: 0, isHttps: true } as Parameters<
    typeof sessionCookie
  >[0];
  return Number(/Max-Age=(\d+)/.exec(sessionCookie(opening, 'secret'))?.[1]) / 3600;
}

const body = greatestBody();
const budgets = [[], ['stops.close'], ['accounts.setPassword'], ['secrets.administrators']] as const;
const [bundle, stopping, hashing, verifying] = budgets.map((touches) => bundleBudget({ touches }) / 1000);
const sourceOf = (pattern: RegExp, file: string) => Number(pattern.exec(readFileSync(file, 'utf8'))?.[1]?.replaceAll('_', ''));
const rounds = (file: string) => sourceOf(/const rounds = (\d+);/, `test/bench/${file}.ts`);
const timed = sourceOf(/const warmRequests = ([\d_]+);/, 'test/bench/timing.ts');

test.each<[string, string]>([
  ['README.md', `You need ${node} or newer`],
  ['docs/deploying.md', `You need ${node} or newer`],
  ['docs/api.md', `\`{version}\` is ${listed(version, 'or')}.`],
  ['docs/contracts.md', `\`{version}\` is ${listed(version, 'or')};`],
  ['docs/front.md', `\`{version}\` is ${listed(version, 'or')};`],
  ['docs/api.md', `Mails and pages come in ${spokenLanguages}.`],
  ['docs/contracts.md', `Bodies are at most ${body} KiB of UTF-8.`],
  ['docs/contracts.md', `the body is over ${body} KiB | 413`],
  ['docs/contracts.md', `413 over ${body} KiB`],
  ['docs/contracts.md', `a username is longer than ${longestUsername} characters`],
  ['docs/contracts.md', `after ${sessionHours() === 1 ? 'an hour' : `${sessionHours()} hours`} at the latest`],
  ['docs/contracts.md', `Password must be greater than ${defaultPasswordPolicy.minimumCharacters - 1} characters.`],
  ['docs/how-a-reset-works.md', `Passwords over ${maximumPasswordBytes} bytes are refused`],
  ['docs/how-a-reset-works.md', `nobody guesses ${tokenBits} bits`],
  ['docs/runbook.md', `nobody guesses ${tokenBits} bits`],
  ['docs/security.md', `A token is ${tokenBits} bits of the system’s generator.`],
  [
    'docs/security.md',
    `A password has at least ${defaultPasswordPolicy.minimumCharacters} code points and at most ${maximumPasswordBytes} bytes in NFC`,
  ],
  ['docs/security.md', `A password of ${maximumPasswordBytes + 1} bytes is refused`],
  ['docs/security.md', `not among the ${common} most common ones`],
  ['docs/security.md', `Rekey refuses the ${common} most common ones`],
  ['docs/adr/0006-the-blocklist-is-a-sorted-text.md', `carry the ${common} most common passwords`],
  ['docs/security.md', `at most ${mails.minute} mails a minute and ${mails.life} in the life of a link (by default)`],
  ['docs/security.md', `They can fill an inbox with ${inWords(mailsPerMailbox)} mails an hour and no more`],
  ['docs/runbook.md', `its ${mails.minute} mails a minute or ${mails.life} in the life of a link`],
  ['docs/runbook.md', `each account gets ${mails.life} mails at most in the life of a link`],
  ['docs/deploying.md', `At most ${mails.life} mails in the life of a link go to one account.`],
  [
    'docs/runbook.md',
    `${settings.tokenLifetimeMinutes === 60 ? 'an hour' : `${settings.tokenLifetimeMinutes} minutes`} after people asked`,
  ],
  ['docs/front.md', `${settings.requestsPerFiveMinutes} in five minutes on the anonymous calls`],
  ['docs/operating.md', `One source address may make ${settings.requestsPerFiveMinutes} requests in five minutes`],
  ['docs/deploying.md', `${inWords(mailFunctions.length)} mail functions`],
  ['docs/security.md', `runs ${grouped(fuzzCases)} fuzzed events instead of ${grouped(fewFuzzCases)},`],
  ['docs/security.md', `less than ${leastNoticed} %`],
  [
    'docs/performance.md',
    `| ${bundle} KB; ${stopping} where people stop something; ${hashing} where passwords are set; ${verifying} with jose |`,
  ],
  ['docs/performance.md', `cold import, median of ${rounds('cold-imports')} processes`],
  ['docs/performance.md', `import and first request of a process, median of ${rounds('first-requests')} processes`],
  ['docs/security.md', `Of ${grouped(timed)} requests in turn`],
  ['docs/developing.md', `At most ${smokeRequests} requests count against the address limit (\`--requests\`)`],
  [
    'docs/developing.md',
    `so ${inWords(Math.floor(settings.requestsPerFiveMinutes / Number(smokeRequests)))} runs fit into five minutes`,
  ],
])('%s says: %s', (file, sentence) => {
  expect(inOneLine(file).includes(sentence) ? sentence : 'something else').toBe(sentence);
});
