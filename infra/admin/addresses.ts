import { Command } from 'commander';
import { liftUndeliverable } from '#lib/dynamo/operator/change-account.ts';
import { listAccountsWithAddress } from '#lib/dynamo/operator/list-accounts.ts';
import { deliverableAddress, singleAddress, undeliverableUntil } from '#lib/reset/address.ts';
import { type Account, realms } from '#lib/reset/ports.ts';
import { AdminError } from './admin-error.ts';
import { gather } from './iterables.ts';
import type { Operate, Outcome } from './operate.ts';
import { liftSuppression, listSuppressed, type Suppressed } from './ses-account.ts';
import type { Target } from './target.ts';
import { columns, timeText } from './terminal.ts';

export function addresses(operate: Operate): Command {
  const list = new Command('list')
    .description(
      'Lists the addresses that get no reset mail: a mail bounced, its reader complained, or no mail can be sent to such an address. On AWS the list includes SES’s suppression list.',
    )
    .action(operate(listThem));
  const lift = new Command('lift')
    .description('Lets mail go to an address again. On AWS this also removes it from SES’s suppression list.')
    .argument('<address>')
    .action(operate(liftOne));
  return new Command('addresses').description('Addresses that no longer get mail.').addCommand(list).addCommand(lift);
}

async function listThem({ settings, deployed }: Target): Promise<Outcome> {
  const now = Date.now();
  const ours = (await gather(listAccountsWithAddress(settings))).flatMap((account) => blockedByRekey(account, now));
  const theirs = deployed ? (await listSuppressed()).map(blockedBySes) : [];
  const found = [...ours, ...theirs];
  const rows = found.map(({ address, by, realm, id, reason, since, until }) => [
    address,
    by,
    realm === null ? '' : `${realm} ${id}`,
    reason,
    since ?? '',
    until ?? (reason === unmailable ? '' : 'lifted'),
  ]);
  const headings = ['ADDRESS', 'BLOCKED BY', 'ACCOUNT', 'REASON', 'SINCE', 'UNTIL'];
  return {
    json: { addresses: found },
    text: found.length === 0 ? ['Mail goes to every address.'] : columns(headings, rows),
  };
}

type Blocked = {
  address: string;
  by: 'rekey' | 'ses';
  realm: string | null;
  id: string | null;
  reason: string;
  since: string | null;
  /** null if the address is blocked until the operator lifts it. */
  until: string | null;
};

/** The reason of an address that SES cannot send to. Nobody can lift it: the address must be corrected. */
const unmailable = 'not a mail address';

function blockedByRekey(account: Account, now: number): Blocked[] {
  const { email, realm, id, undeliverable } = account;
  const found = deliverableAddress(account, now);
  if (email === null || !('obstacle' in found)) {
    return [];
  }
  const blocked = { address: email, by: 'rekey', realm, id } as const;
  if (found.obstacle === 'no-address' || undeliverable === null) {
    return [{ ...blocked, reason: unmailable, since: null, until: null }];
  }
  const until = undeliverableUntil(undeliverable);
  const { cause, since } = undeliverable;
  return [{ ...blocked, reason: cause, since: timeText(since), until: until === null ? null : timeText(until) }];
}

function blockedBySes({ address, reason, since }: Suppressed): Blocked {
  return { address, by: 'ses', realm: null, id: null, reason, since: since === null ? null : timeText(since), until: null };
}

async function liftOne({ settings, deployed }: Target, address: string): Promise<Outcome> {
  if (!/^[^@]+@[^@]+$/.test(address)) {
    throw new AdminError(`${address} is not a single mail address.`);
  }
  const lifted = await Promise.all(realms.map((realm) => liftUndeliverable(settings, realm, address)));
  const accounts = lifted.reduce((sum, count) => sum + count, 0);
  const mailed = singleAddress(address);
  const ses = deployed && mailed !== undefined ? await liftSuppression(mailed) : false;
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
