import { Command } from 'commander';
import type { Operate, Outcome } from '#infra/admin/operate.ts';
import type { Target } from '#infra/admin/target.ts';
import { reopenAccount } from '#lib/dynamo/operator/reopen-account.ts';
import type { Realm } from '#lib/reset/ports.ts';
import { findNamedAccount, realmArgument } from './account-reference.ts';

export function reopenCommand(operate: Operate): Command {
  return new Command('reopen')
    .description('Opens an account again that its owner has closed, and ends a hold on its mails.')
    .addArgument(realmArgument())
    .argument('<id>')
    .action(operate(reopen));
}

async function reopen({ settings }: Target, realm: Realm, named: string): Promise<Outcome> {
  const { id } = await findNamedAccount(settings, realm, named);
  const changed = await reopenAccount(settings, { realm, id }, Date.now());
  return { json: { realm, id, changed }, text: [`${realm} ${id} ${changed ? 'is' : 'was already'} open.`] };
}
