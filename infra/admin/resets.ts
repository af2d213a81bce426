import { Command } from 'commander';
import { replaceCredentialStamp } from '#lib/dynamo/operator/change-account.ts';
import { listAccounts } from '#lib/dynamo/operator/list-accounts.ts';
import { listUnsettledRequests } from '#lib/dynamo/operator/list-reset-requests.ts';
import type { AccountReference, Realm } from '#lib/reset/ports.ts';
import { accountReference, noSuchAccount, realmArgument, storedReference } from './account-reference.ts';
import { AdminError } from './admin-error.ts';
import { callOff } from './call-off.ts';
import { atMost, gather } from './iterables.ts';
import type { Operate, Outcome } from './operate.ts';
import { sendReset } from './send-reset.ts';
import type { Target } from './target.ts';
import { columns, timeText } from './terminal.ts';

const writesAtOnce = 32;

export function resets(operate: Operate): Command {
  const list = new Command('list')
    .description('Lists resets of the last day whose mail is waiting to be sent, failed, or was dropped by a rule, and says why.')
    .action(operate(listThem));
  const send = new Command('send')
    .description('Mails a reset link to an account, as an administrator.')
    .addArgument(realmArgument())
    .argument('<id>', 'the id of a profile, or the username in another realm')
    .option(
      '--application <application>',
      'the application that the link is for (crafter-profile only; default: that of the last request)',
    )
    .option('--url <url>', 'where the link leads (crafter-profile only; default: where the last link led)')
    .action(operate(sendReset));
  const revoke = new Command('revoke')
    .description('Ends all reset links and sessions of an account, including links that are not mailed yet.')
    .addArgument(realmArgument())
    .argument('[id]')
    .option('--all', 'every account of the realm, for example after restoring a backup')
    .action(operate(revokeThem));
  return new Command('resets').description('Reset links.').addCommand(list).addCommand(send).addCommand(revoke);
}

async function listThem({ settings }: Target): Promise<Outcome> {
  const found = (await gather(listUnsettledRequests(settings))).toSorted((a, b) => a.requestedAt - b.requestedAt);
  const described = found.map(({ realm, asker, identifier, state, requestedAt, failures, reason, requestId }) => ({
    state,
    realm,
    identifier,
    asker,
    requestedAt: timeText(requestedAt),
    failures,
    reason,
    requestId,
  }));
  const rows = described.map(({ state, realm, identifier, asker, requestedAt, failures, reason }) => [
    state,
    realm,
    identifier,
    asker,
    requestedAt,
    reason ?? (failures > 0 ? `${failures} failures so far` : ''),
  ]);
  return {
    json: { resets: described },
    text:
      found.length === 0
        ? ['No mail is waiting, and none failed or was dropped.']
        : columns(['STATE', 'REALM', 'ACCOUNT', 'ASKED BY', 'AT', 'REASON'], rows),
  };
}

async function revokeThem(target: Target, realm: Realm, id: string | undefined, { all }: { all?: true }): Promise<Outcome> {
  if ((id === undefined) !== (all === true)) {
    throw new AdminError('Give either the id of one account or --all.');
  }
  return id === undefined ? revokeAll(target, realm) : revokeOne(target, accountReference(realm, id));
}

/** Waiting requests are cancelled first. A link that is made in between still has the old stamp, which ends next. */
async function revokeOne({ settings }: Target, named: AccountReference): Promise<Outcome> {
  const reference = await storedReference(settings, named);
  const calledOff = await callOff(settings, reference);
  if (!(await replaceCredentialStamp(settings, reference))) {
    throw noSuchAccount(reference);
  }
  const { realm, id } = reference;
  const waiting = calledOff > 0 ? ` Cancelled ${calledOff} mails that were waiting.` : '';
  return { json: { realm, id, calledOff }, text: [`All reset links and sessions of ${realm} ${id} have ended.${waiting}`] };
}

async function revokeAll({ settings }: Target, realm: Realm): Promise<Outcome> {
  let accounts = 0;
  await atMost(writesAtOnce, listAccounts(settings, realm), async (reference) => {
    if (await replaceCredentialStamp(settings, reference)) {
      accounts++;
    }
  });
  return { json: { realm, accounts }, text: [`All reset links and sessions of ${accounts} accounts in ${realm} have ended.`] };
}
