import { Command, Option } from 'commander';
import { dynamoAccounts } from '#lib/dynamo/dynamo-accounts.ts';
import { setEnabled } from '#lib/dynamo/operator/change-account.ts';
import { createImported, type ImportedAccount, readImported } from '#lib/dynamo/operator/import-account.ts';
import { canonicalAddress, deliverableAddress, singleAddress } from '#lib/reset/address.ts';
import { type Account, type AccountReference, type Realm, realms } from '#lib/reset/ports.ts';
import { canonicalId } from '#lib/reset/typed-name.ts';
import { accountReference, noSuchAccount, realmArgument, storedReference } from './account-reference.ts';
import { listCommand } from './accounts-list.ts';
import { updateCommand } from './accounts-update.ts';
import { AdminError } from './admin-error.ts';
import { importCommand } from './import/import-command.ts';
import type { Operate, Outcome } from './operate.ts';
import type { Target } from './target.ts';
import { timeText } from './terminal.ts';

type CreateOptions = { realm: Realm; id?: string; email?: string; tenant?: string; disabled?: true; externallyManaged?: true };

export function accounts(operate: Operate): Command {
  const create = new Command('create')
    .description('Creates an account without a password. Its owner sets one with a reset link.')
    .argument('<username>')
    .addOption(new Option('--realm <realm>', 'the product that has the account').choices(realms).makeOptionMandatory())
    .option('--id <id>', 'the profile’s id, 24 hexadecimal digits (crafter-profile only)')
    .option('--email <address>', 'the address that its mails go to')
    .option('--tenant <tenant>', 'the tenant of the account')
    .option('--disabled', 'create the account disabled')
    .option('--externally-managed', 'another system keeps its password, so Rekey cannot reset it')
    .action(operate(createAccount));
  const show = new Command('show')
    .description('Shows one account, or all accounts with an address.')
    .addArgument(realmArgument())
    .argument('[id]', 'the id of a profile, or the username in another realm')
    .option('--email <address>', 'show the accounts with this address')
    .action(operate(showAccounts));
  const disable = new Command('disable')
    .description('Disables an account. Its reset links and sessions stop working.')
    .addArgument(realmArgument())
    .argument('<id>')
    .action(operate((target, realm: Realm, id: string) => switchAccount(target, accountReference(realm, id), false)));
  const enable = new Command('enable')
    .description('Enables a disabled account.')
    .addArgument(realmArgument())
    .argument('<id>')
    .action(operate((target, realm: Realm, id: string) => switchAccount(target, accountReference(realm, id), true)));
  return [create, importCommand(operate), listCommand(operate), show, updateCommand(operate), disable, enable].reduce(
    (group, command) => group.addCommand(command),
    new Command('accounts').description('Accounts whose passwords can be reset.'),
  );
}

async function createAccount({ settings }: Target, username: string, options: CreateOptions): Promise<Outcome> {
  const { realm, email = null, tenant = null, disabled = false, externallyManaged = false } = options;
  if (!/^[^\p{Cc}]{1,255}$/u.test(username) || username.trim() === '') {
    throw new AdminError('The username must be 1 to 255 characters without control characters.');
  }
  if (email !== null && singleAddress(email) === undefined) {
    throw new AdminError(`--email must be one address that mail can go to, not ${email}.`);
  }
  const id = idOf(username, options);
  const now = Date.now();
  const fields = { realm, id, username, email, tenant, enabled: !disabled, externallyManaged, locale: null, details: {} };
  const account = { ...fields, createdOn: now, lastModified: now };
  const isTaken = (await dynamoAccounts(settings).find({ realm, id: realm === 'crafter-profile' ? id : username })) !== undefined;
  if (isTaken || !(await createImported(settings, { account, passwordHash: null, imported: {} }))) {
    throw new AdminError(`The account ${id} already exists in ${realm}.`);
  }
  return { json: { realm, id }, text: [`${realm} ${id}`] };
}

function idOf(username: string, { realm, id }: CreateOptions): string {
  if (realm !== 'crafter-profile') {
    if (id !== undefined) {
      throw new AdminError(`--id is for crafter-profile only. In ${realm} the username is the id.`);
    }
    return canonicalId({ realm, id: username });
  }
  if (id === undefined || !/^[0-9a-f]{24}$/i.test(id)) {
    throw new AdminError('crafter-profile needs --id with 24 hexadecimal digits.');
  }
  return id.toLowerCase();
}

async function showAccounts(
  { settings }: Target,
  realm: Realm,
  id: string | undefined,
  { email }: { email?: string },
): Promise<Outcome> {
  if ((id === undefined) === (email === undefined)) {
    throw new AdminError('Give either the id of an account or --email with its address.');
  }
  const references =
    email === undefined
      ? [await storedReference(settings, accountReference(realm, `${id}`))]
      : await dynamoAccounts(settings).findByAddress(realm, canonicalAddress(email));
  const found = [...(await readImported(settings, references)).values()];
  if (found.length === 0) {
    throw email === undefined
      ? noSuchAccount({ realm, id: `${id}` })
      : new AdminError(`No account in ${realm} has the address ${email}.`);
  }
  const accounts = found.map(described);
  return {
    json: { accounts },
    text: accounts.flatMap((account, index) => [...(index > 0 ? [''] : []), ...linesOf(account)]),
  };
}

/** Leaves out what could open the account: the hash of its password and its credential stamp. */
function described({ account }: ImportedAccount) {
  const { credentialStamp, noticeDue, createdOn, lastModified, undeliverable, hasPassword, ...fields } = account;
  const address = deliverableAddress(account, Date.now());
  return {
    ...fields,
    hasPassword,
    mail: 'obstacle' in address ? address.obstacle : 'ok',
    createdOn: timeText(createdOn),
    lastModified: timeText(lastModified),
  };
}

function linesOf(account: ReturnType<typeof described>): string[] {
  return Object.entries(account).map(
    ([name, value]) => `${name.padEnd(18)}${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
}

async function switchAccount({ settings }: Target, named: AccountReference, enabled: boolean): Promise<Outcome> {
  const reference = await storedReference(settings, named);
  const changed = await setEnabled(settings, reference, enabled, Date.now());
  const account: Account | undefined = changed ? undefined : await dynamoAccounts(settings).find(reference);
  if (!changed && account === undefined) {
    throw noSuchAccount(reference);
  }
  const state = enabled ? 'enabled' : 'disabled';
  const { realm, id } = reference;
  return { json: { realm, id, enabled, changed }, text: [`${realm} ${id} ${changed ? 'is' : 'was already'} ${state}.`] };
}
