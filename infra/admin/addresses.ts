import { Command } from 'commander';
import { liftUndeliverable } from '#lib/dynamo/operator/change-account.ts';
import { listUndeliverable } from '#lib/dynamo/operator/list-accounts.ts';
import { deliverableAddress, singleAddress } from '#lib/reset/address.ts';
import { realms } from '#lib/reset/ports.ts';
import { isMailAddress } from './account-reference.ts';
import { AdminError } from './admin-error.ts';
import { gather } from './iterables.ts';
import type { Operate, Outcome } from './operate.ts';
import { liftSuppression, listSuppressed } from './ses-account.ts';
import type { Target } from './target.ts';
import { columns } from './terminal.ts';

export function addresses(operate: Operate): Command {
  const list = new Command('list')
    .description(
      'Lists the addresses that get no mail because a mail bounced or its reader complained. On AWS the list includes SES’s suppression list.',
    )
    .action(operate(listThem));
  const lift = new Command('lift')
    .description('Lets mail go to an address again. On AWS this also removes it from SES’s suppression list.')
    .argument('<address>')
    .action(operate(liftOne));
  return new Command('addresses').description('Addresses that no longer get mail.').addCommand(list).addCommand(lift);
}

async function listThem({ settings, deployed }: Target): Promise<Outcome> {
  const accounts = await gather(listUndeliverable(settings));
  // An account whose address has changed since gets mail.
  const held = accounts.filter((account) => 'obstacle' in deliverableAddress(account));
  const ours = held.map(({ realm, id, undeliverableAddress }) => ({
    address: undeliverableAddress,
    by: 'rekey',
    realm,
    id,
    reason: null,
  }));
  const suppressed = deployed ? await listSuppressed() : [];
  const theirs = suppressed.map(({ address, reason }) => ({ address, by: 'ses', realm: null, id: null, reason }));
  const found = [...ours, ...theirs];
  const rows = found.map(({ address, by, realm, id, reason }) => [
    address ?? '',
    by,
    realm === null ? '' : `${realm} ${id}`,
    reason ?? '',
  ]);
  return {
    json: { addresses: found },
    text: found.length === 0 ? ['Mail goes to every address.'] : columns(['ADDRESS', 'BLOCKED BY', 'ACCOUNT', 'REASON'], rows),
  };
}

async function liftOne({ settings, deployed }: Target, address: string): Promise<Outcome> {
  if (!isMailAddress(address)) {
    throw new AdminError(`${address} is not a single mail address.`);
  }
  const lifted = await Promise.all(realms.map((realm) => liftUndeliverable(settings, realm, address)));
  const accounts = lifted.reduce((sum, count) => sum + count, 0);
  const ses = deployed ? await liftSuppression(singleAddress(address) ?? address) : false;
  if (accounts === 0 && !ses) {
    throw new AdminError(`Mail to ${address} is not blocked.`);
  }
  return {
    json: { address, accounts, ses },
    text: [
      `Mail goes to ${address} again. It was blocked for ${accounts} accounts${ses ? ' and in SES’s suppression list' : ''}.`,
    ],
  };
}
