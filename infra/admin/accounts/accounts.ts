import { Command, Option } from 'commander';
import { AdminError } from '#infra/admin/admin-error.ts';
import { importCommand } from '#infra/admin/import/import-command.ts';
import type { Operate, Outcome } from '#infra/admin/operate.ts';
import type { Target } from '#infra/admin/target.ts';
import { timelineCommand } from '#infra/admin/timeline/timeline-command.ts';
import { dynamoAccounts } from '#lib/dynamo/dynamo-accounts.ts';
import { setEnabled } from '#lib/dynamo/operator/change-account.ts';
import { createImported } from '#lib/dynamo/operator/import-account.ts';
import { singleAddress } from '#lib/reset/address.ts';
import { type Realm, realms } from '#lib/reset/ports.ts';
import { canonicalId } from '#lib/reset/typed-name.ts';
import { findNamedAccount, realmArgument } from './account-reference.ts';
import { deleteCommand } from './delete-command.ts';
import { exportCommand } from './export-command.ts';
import { listCommand } from './list-command.ts';
import { requireOwnAccounts } from './own-accounts.ts';
import { reopenCommand } from './reopen-command.ts';
import { showAccounts } from './show-accounts.ts';
import { updateCommand } from './update-command.ts';

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
    .action(operate((target, realm: Realm, id: string) => switchAccount(target, realm, id, false)));
  const enable = new Command('enable')
    .description('Enables a disabled account.')
    .addArgument(realmArgument())
    .argument('<id>')
    .action(operate((target, realm: Realm, id: string) => switchAccount(target, realm, id, true)));
  const commands = [
    create,
    importCommand(operate),
    listCommand(operate),
    show,
    updateCommand(operate),
    disable,
    enable,
    reopenCommand(operate),
    timelineCommand(operate),
    exportCommand(operate),
    deleteCommand(operate),
  ];
  return commands.reduce(
    (group, command) => group.addCommand(command),
    new Command('accounts').description('Accounts whose passwords can be reset.'),
  );
}

async function createAccount({ settings }: Target, username: string, options: CreateOptions): Promise<Outcome> {
  requireOwnAccounts(settings, options.realm, 'Create the account there: Rekey finds it at once.');
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

async function switchAccount({ settings }: Target, realm: Realm, named: string, enabled: boolean): Promise<Outcome> {
  requireOwnAccounts(
    settings,
    realm,
    enabled ? 'Enable the account there.' : 'Disable the account there. To end its reset links, run resets revoke.',
  );
  const { id } = await findNamedAccount(settings, realm, named);
  const changed = await setEnabled(settings, { realm, id }, enabled, Date.now());
  const state = enabled ? 'enabled' : 'disabled';
  return { json: { realm, id, enabled, changed }, text: [`${realm} ${id} ${changed ? 'is' : 'was already'} ${state}.`] };
}
