import { Command, Option } from 'commander';
import { currentSettings } from '#lib/config.ts';
import { dynamoAccounts } from '#lib/dynamo/dynamo-accounts.ts';
import { storeAccount } from '#lib/dynamo/store-account.ts';
import type { Realm } from '#lib/reset/ports.ts';
import { AdminError } from './admin-error.ts';

type CreateOptions = { realm: Realm; id?: string; email?: string; tenant?: string; disabled?: true; externallyManaged?: true };

const realms: readonly Realm[] = ['crafter-profile', 'crafter-studio', 'traffic-ops'];

export function accounts(): Command {
  const create = new Command('create')
    .description('Adds an account without a password; its owner chooses one by a reset.')
    .argument('<username>')
    .addOption(new Option('--realm <realm>', 'the product that it belongs to').choices(realms).makeOptionMandatory())
    .option('--id <id>', 'crafter-profile only: the profile’s id, 24 hexadecimal digits')
    .option('--email <address>', 'where its mails go')
    .option('--tenant <tenant>', 'its tenant')
    .option('--disabled', 'as a disabled account')
    .option('--externally-managed', 'its password is kept elsewhere')
    .action(createAccount);
  return new Command('accounts').description('The accounts whose passwords can be reset.').addCommand(create);
}

async function createAccount(username: string, options: CreateOptions): Promise<void> {
  const { realm, email = null, tenant = null, disabled = false, externallyManaged = false } = options;
  const id = idOf(username, options);
  const settings = currentSettings();
  if (await dynamoAccounts(settings).find({ realm, id })) {
    throw new AdminError(`There is an account ${id} in ${realm} already.`);
  }
  const now = Date.now();
  const account = { realm, id, username, email, tenant, enabled: !disabled, externallyManaged, locale: null, details: {} };
  await storeAccount(settings, { ...account, createdOn: now, lastModified: now }, null);
  console.log(`${realm} ${id}`);
}

function idOf(username: string, { realm, id }: CreateOptions): string {
  if (realm !== 'crafter-profile') {
    if (id !== undefined) throw new AdminError(`--id is for crafter-profile; in ${realm} the username is the id.`);
    return username;
  }
  if (id === undefined || !/^[0-9a-f]{24}$/i.test(id)) {
    throw new AdminError('crafter-profile needs --id, 24 hexadecimal digits.');
  }
  return id.toLowerCase();
}
