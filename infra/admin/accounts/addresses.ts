import { Command } from 'commander';
import { AdminError } from '#infra/admin/admin-error.ts';
import { liftSuppression, listSuppressed, type Suppressed } from '#infra/admin/check/ses-account.ts';
import { counted } from '#infra/admin/counted.ts';
import { gather } from '#infra/admin/iterables.ts';
import type { Operate, Outcome } from '#infra/admin/operate.ts';
import type { Target } from '#infra/admin/target.ts';
import { columns, timeText } from '#infra/admin/terminal.ts';
import { liftUndeliverable } from '#lib/dynamo/operator/change-account.ts';
import { listAccountsWithAddress } from '#lib/dynamo/operator/list-accounts.ts';
import { liftAddressMark, listMarkedAddresses, type MarkedAddress } from '#lib/dynamo/operator/shadows.ts';
import { deliverableAddress, singleAddress, type Undeliverable, undeliverableUntil } from '#lib/reset/address.ts';
import { type Account, type Realm, realms } from '#lib/reset/ports.ts';
import { isUpstream } from '#lib/settings/is-upstream.ts';
import type { Settings } from '#lib/settings/settings.ts';

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
  const there = (await gather(listMarkedAddresses(settings))).flatMap((marked) => blockedThere(marked, now));
  const theirs = deployed ? (await listSuppressed()).map(blockedBySes) : [];
  const found = [...ours, ...there, ...theirs];
  const rows = found.map(({ address, by, realm, id, reason, since, until }) => [
    address,
    by,
    [realm, id].filter((text) => text !== null).join(' '),
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
  /** null if the address itself is blocked, whoever has it. */
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
  return [{ ...blocked, ...described(undeliverable) }];
}

/** In a realm whose accounts stay in the product's own server, the address is marked, and not its accounts. */
function blockedThere({ realm, mark }: MarkedAddress, now: number): Blocked[] {
  const isBlocked = 'obstacle' in deliverableAddress({ email: mark.address, undeliverable: mark }, now);
  return isBlocked ? [{ address: mark.address, by: 'rekey', realm, id: null, ...described(mark) }] : [];
}

function described(mark: Undeliverable): Pick<Blocked, 'reason' | 'since' | 'until'> {
  const until = undeliverableUntil(mark);
  return { reason: mark.cause, since: timeText(mark.since), until: until === null ? null : timeText(until) };
}

function blockedBySes({ address, reason, since }: Suppressed): Blocked {
  return { address, by: 'ses', realm: null, id: null, reason, since: since === null ? null : timeText(since), until: null };
}

async function liftOne({ settings, deployed }: Target, address: string): Promise<Outcome> {
  if (!/^[^@]+@[^@]+$/.test(address)) {
    throw new AdminError(`${address} is not a single mail address.`);
  }
  const lifted = await Promise.all(realms.map(async (realm) => ({ realm, count: await lift(settings, realm, address) })));
  const accounts = lifted.filter(({ realm }) => !isUpstream(realm, settings)).reduce((sum, { count }) => sum + count, 0);
  const there = lifted.filter(({ realm, count }) => isUpstream(realm, settings) && count > 0).map(({ realm }) => realm);
  const mailed = singleAddress(address);
  const ses = deployed && mailed !== undefined ? await liftSuppression(mailed) : false;
  if (accounts === 0 && there.length === 0 && !ses) {
    throw new AdminError(`Mail to ${address} is not blocked.`);
  }
  const blockedFor = [
    ...(accounts > 0 || there.length === 0 ? [`for ${counted(accounts, 'account')}`] : []),
    ...there.map((realm) => `for all accounts in ${realm}`),
    ...(ses ? ['in SES’s suppression list'] : []),
  ];
  return {
    json: { address, accounts, realms: there, ses },
    text: [`Mail goes to ${address} again. It was blocked ${blockedFor.join(' and ')}.`],
  };
}

/** Returns how many accounts were marked, or whether the address itself was. */
async function lift(settings: Settings, realm: Realm, address: string): Promise<number> {
  if (!isUpstream(realm, settings)) {
    return liftUndeliverable(settings, realm, address);
  }
  return (await liftAddressMark(settings, realm, address)) ? 1 : 0;
}
