import { Command, InvalidArgumentError, Option } from 'commander';
import type { Operate, Outcome } from '#infra/admin/operate.ts';
import type { Target } from '#infra/admin/target.ts';
import { columns, timeText } from '#infra/admin/terminal.ts';
import { type ListedAccount, scanAccounts } from '#lib/dynamo/operator/scan-accounts.ts';
import { type AccountReference, type Realm, realms } from '#lib/reset/ports.ts';
import { isUpstream } from '#lib/settings/is-upstream.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { requireOwnAccounts } from './own-accounts.ts';

type ListOptions = {
  search?: string;
  realm?: Realm;
  enabled?: true;
  disabled?: true;
  externallyManaged?: boolean;
  withAddress?: true;
  withoutAddress?: true;
  limit: number;
  after?: AccountReference;
};

const mostOnPage = 1000;

export function listCommand(operate: Operate): Command {
  return new Command('list')
    .description(
      'Lists the accounts in Rekey’s own table, one page at a time. Each page is sorted. The pages follow each other in the order of the table.',
    )
    .option('--search <text>', 'with this text in the id, username or address, in any letter case')
    .addOption(new Option('--realm <realm>', 'of this product').choices(realms))
    .addOption(new Option('--enabled', 'that are enabled').conflicts('disabled'))
    .option('--disabled', 'that are disabled')
    .option('--externally-managed', 'whose password another system keeps')
    .option('--no-externally-managed', 'whose password Rekey can reset')
    .addOption(new Option('--with-address', 'that have an address').conflicts('withoutAddress'))
    .option('--without-address', 'that have no address')
    .option('--limit <number>', `how many on a page, ${mostOnPage} at most`, limit, 100)
    .option('--after <page>', 'the next page: what the page before it says in its last line', after)
    .action(operate(listAccounts));
}

async function listAccounts({ settings }: Target, options: ListOptions): Promise<Outcome> {
  const { page, hasMore } = await readPage(settings, options);
  const next = hasMore ? pageAfter(page.at(-1)) : null;
  const found = page.toSorted((a, b) => order(a) - order(b) || a.username.localeCompare(b.username));
  const rows = found.map(({ realm, id, username, email, tenant, enabled, externallyManaged }) => [
    realm,
    id,
    username === id ? '' : username,
    email ?? '',
    tenant ?? '',
    [enabled ? [] : ['disabled'], externallyManaged ? ['externally managed'] : []].flat().join(', '),
  ]);
  const json = found.map(({ createdOn, lastModified, ...account }) => ({
    ...account,
    createdOn: timeText(createdOn),
    lastModified: timeText(lastModified),
  }));
  return {
    json: { accounts: json, next },
    text: [
      ...(found.length === 0
        ? ['No account matches.']
        : columns(['REALM', 'ID', 'USERNAME', 'ADDRESS', 'TENANT', 'STATE'], rows)),
      ...(next === null ? [] : [`There are more accounts. For the next page add: --after ${next}`]),
    ],
  };
}

/** Stops to read as soon as it knows whether another page follows. */
async function readPage(settings: Settings, options: ListOptions): Promise<{ page: ListedAccount[]; hasMore: boolean }> {
  const isWanted = searchFor(options.search ?? '');
  const page: ListedAccount[] = [];
  for await (const account of scanAccounts(settings, filterOf(settings, options), options.after)) {
    if (!isWanted(account)) {
      continue;
    }
    if (page.length === options.limit) {
      return { page, hasMore: true };
    }
    page.push(account);
  }
  return { page, hasMore: false };
}

function filterOf(settings: Settings, options: ListOptions) {
  const { realm, enabled, disabled, externallyManaged, withAddress, withoutAddress } = options;
  if (realm !== undefined) {
    requireOwnAccounts(settings, realm, 'List the accounts there.');
  }
  return {
    // Accounts that are left in the table from before their realm moved to the product's own server are not in use.
    realms: realm === undefined ? realms.filter((each) => !isUpstream(each, settings)) : [realm],
    ...((enabled || disabled) && { enabled: enabled === true }),
    ...(externallyManaged !== undefined && { externallyManaged }),
    ...((withAddress || withoutAddress) && { hasAddress: withAddress === true }),
  };
}

function searchFor(text: string): (account: ListedAccount) => boolean {
  const wanted = folded(text);
  return ({ id, username, email }) => [id, username, email ?? ''].some((value) => folded(value).includes(wanted));
}

const folded = (text: string) => text.normalize('NFC').toLowerCase();

const order = ({ realm }: ListedAccount) => realms.indexOf(realm);

/** Base64url, so that it needs no quotes in a shell, whatever the id is. */
function pageAfter(account: ListedAccount | undefined): string | null {
  return account === undefined ? null : Buffer.from(`${account.realm}#${account.id}`).toString('base64url');
}

function after(text: string): AccountReference {
  const [, name, id = ''] = /^([a-z-]+)#(.+)$/s.exec(Buffer.from(text, 'base64url').toString()) ?? [];
  const realm = realms.find((each) => each === name);
  if (realm === undefined) {
    throw new InvalidArgumentError('It must be what the page before said in its last line.');
  }
  return { realm, id };
}

function limit(text: string): number {
  const number = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (number < 1 || number > mostOnPage) {
    throw new InvalidArgumentError(`It must be a whole number from 1 to ${mostOnPage}.`);
  }
  return number;
}
