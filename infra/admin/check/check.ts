import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { Command } from 'commander';
import { gather } from '#infra/admin/iterables.ts';
import type { Operate, Outcome } from '#infra/admin/operate.ts';
import { checkDkim, checkDmarc, checkMailFrom } from '#infra/admin/sender/check-records.ts';
import { type Dns, dnsServerOption, openDns } from '#infra/admin/sender/dns.ts';
import { checkServers } from '#infra/admin/servers/check-servers.ts';
import type { Target } from '#infra/admin/target.ts';
import { listUnsettledRequests } from '#lib/dynamo/operator/list-reset-requests.ts';
import { operatorClient } from '#lib/dynamo/operator/operator-client.ts';
import { tables } from '#lib/dynamo/tables.ts';
import { sesMailer } from '#lib/mail/ses-mailer.ts';
import { secretsManager } from '#lib/secrets/secrets-manager.ts';
import { checkAddresses, checkUsernames } from './check-accounts.ts';
import { checkApi } from './check-api.ts';
import { checkAlarms, checkQuota, checkSandbox, checkSender, checkStreams } from './check-aws.ts';
import { type Finding, failed, ok, skipped, warning } from './finding.ts';
import { report, tried } from './report.ts';

type CheckOptions = { sender?: string; tenant?: string[]; dnsServer?: string };

type Check = (target: Target, dns: Dns) => Promise<Finding>;

const onAwsOnly: { readonly [name: string]: Check } = {
  sender: checkSender,
  dkim: checkDkim,
  'mail-from': checkMailFrom,
  dmarc: checkDmarc,
  sandbox: checkSandbox,
  quota: checkQuota,
  alarms: checkAlarms,
  streams: checkStreams,
};

const everywhere: { readonly [name: string]: Check } = {
  tables: checkTables,
  secrets: checkSecrets,
  api: checkApi,
  resets: checkResets,
  addresses: checkAddresses,
  usernames: checkUsernames,
  mail: checkMail,
};

export function check(operate: Operate): Command {
  return new Command('check')
    .description(
      'Checks that everything a reset needs is in place, also in the products’ own servers, where it changes nothing. Sends one mail to SES’s mailbox simulator.',
    )
    .option('--sender <address>', 'the address that sends the mails, if the stack’s outputs do not name it')
    .addOption(dnsServerOption())
    .option('--tenant <tenants...>', 'the tenants of Crafter Profile’s own server to try Rekey’s access token on')
    .action(operate(checkAll));
}

async function checkAll(given: Target, { sender, tenant = [], dnsServer }: CheckOptions): Promise<Outcome> {
  const dns = openDns(dnsServer);
  const target = sender === undefined ? given : { ...given, settings: { ...given.settings, mailFrom: sender } };
  const checks = Object.entries({ ...everywhere, ...onAwsOnly });
  const ofStack = Promise.all(
    checks.map(async ([name, look]) => ({
      check: name,
      ...(target.local && name in onAwsOnly
        ? skipped('does not exist on the local stack')
        : await tried(() => look(target, dns))),
    })),
  );
  const tenants = new Set([...tenant, ...target.settings.crafterProfileSelfService]);
  const findings = [...(await ofStack), ...(await checkServers(target.settings, [...tenants]))];
  return report(findings);
}

async function checkTables({ settings }: Target): Promise<Finding> {
  const names = Object.values(tables).map(({ nameSetting }) => settings[nameSetting]);
  const states = await Promise.all(
    names.map(async (TableName) => (await operatorClient().send(new DescribeTableCommand({ TableName }))).Table?.TableStatus),
  );
  const away = names.filter((_, index) => states[index] !== 'ACTIVE' && states[index] !== 'UPDATING');
  return away.length === 0 ? ok(`all ${names.length} are active`) : failed(`not active: ${away.join(', ')}`);
}

async function checkSecrets({ settings }: Target): Promise<Finding> {
  const secrets = secretsManager(settings);
  const read = [
    ...(settings.products.includes('crafter-studio') ? [secrets.administrators()] : []),
    ...(settings.products.includes('traffic-ops') ? [secrets.trafficOpsSessions()] : []),
  ];
  await Promise.all(read);
  return read.length === 0
    ? ok('none is needed for these products')
    : ok(
        read.length === 2
          ? 'both can be read, are long enough, and neither is the demo’s'
          : 'the secret can be read, is long enough, and is not the demo’s',
      );
}

/** A mail that takes longer than this is late. */
const lateMinutes = 5;

async function checkResets({ settings }: Target): Promise<Finding> {
  const requests = await gather(listUnsettledRequests(settings));
  const count = (wanted: string) => requests.filter(({ state }) => state === wanted).length;
  const [failures, dropped] = [count('failed'), count('dropped')];
  const outstanding = requests.filter(({ state }) => state === 'outstanding');
  const late = outstanding.filter(({ requestedAt }) => requestedAt < Date.now() - lateMinutes * 60_000).length;
  const faults = [
    ...(failures > 0 ? [`${failures} failed`] : []),
    ...(late > 0 ? [`${late} outstanding for over ${lateMinutes} minutes`] : []),
  ];
  if (faults.length > 0) {
    return failed(`${faults.join(' and ')}: run resets list to see them`);
  }
  const fine = `none failed in the last day, ${outstanding.length} outstanding`;
  return dropped > 0 ? warning(`${fine}, ${dropped} dropped: run resets list to see why`) : ok(fine);
}

async function checkMail({ settings }: Target): Promise<Finding> {
  const to = 'success@simulator.amazonses.com';
  const text = 'Rekey’s command line sent this mail to SES’s mailbox simulator.';
  await sesMailer(settings).send({ to, language: 'en', subject: 'Rekey: check', text, html: `<p>${text}</p>` });
  return ok(`SES accepted a mail to ${to}`);
}
