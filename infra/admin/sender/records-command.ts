import { Command } from 'commander';
import { requireDeployed } from '#infra/admin/deployed/require-deployed.ts';
import type { Operate, Outcome } from '#infra/admin/operate.ts';
import type { Target } from '#infra/admin/target.ts';
import { columns } from '#infra/admin/terminal.ts';
import { dnsServerOption, openDns } from './dns.ts';
import { senderRecords, stateOf } from './sender-records.ts';

type RecordsOptions = { sender?: string; dnsServer?: string };

export function recordsCommand(operate: Operate): Command {
  return new Command('records')
    .description('Prints the DNS records that mails of a deployed stack need, and whether they are set. Fails if one is not.')
    .option('--sender <address>', 'the address that sends the mails, if the stack’s outputs do not name it')
    .addOption(dnsServerOption())
    .action(operate(showRecords));
}

async function showRecords(given: Target, { sender, dnsServer }: RecordsOptions): Promise<Outcome> {
  requireDeployed(given, 'mails records', 'the mails of the local stack stay on this machine');
  const dns = openDns(dnsServer);
  const target = sender === undefined ? given : { ...given, settings: { ...given.settings, mailFrom: sender } };
  const { domain, dkim, mailFrom, dmarc } = await senderRecords(target);
  const needed = [...(dkim?.records ?? []), ...(mailFrom ? [mailFrom.mx, mailFrom.spf] : []), dmarc];
  const records = await Promise.all(needed.map(async (record) => ({ ...record, state: await stateOf(record, dns) })));
  const isAllSet = records.every(({ state }) => state === 'set');
  return {
    json: { domain, records },
    text: [
      ...columns(
        ['STATE', 'NAME', 'TYPE', 'VALUE'],
        records.map(({ state, name, type, value }) => [state, name, type, value]),
      ),
      ...(dkim === undefined
        ? [`SES does not sign mail in the name of ${domain}. Let it verify the domain, then run this again for the DKIM records.`]
        : []),
      ...(mailFrom === undefined
        ? ['There is no MAIL FROM domain. Deploy with mailFromDomain, then run this again for its records.']
        : []),
    ],
    ...(!isAllSet && { exitCode: 1 }),
  };
}
