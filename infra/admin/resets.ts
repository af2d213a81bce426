import { Command } from 'commander';
import { replaceCredentialStamp } from '#lib/dynamo/operator/change-account.ts';
import { listAccounts } from '#lib/dynamo/operator/list-accounts.ts';
import { listUnsettledRequests } from '#lib/dynamo/operator/list-reset-requests.ts';
import type { AccountReference, Realm } from '#lib/reset/ports.ts';
import { accountReference, noSuchAccount, realmArgument } from './account-reference.ts';
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
    .description('Lists the resets of the last day whose mail is still to go out, and those whose mail never will.')
    .action(operate(listThem));
  const send = new Command('send')
    .description('Mails an account a reset link, on an administrator’s behalf.')
    .addArgument(realmArgument())
    .argument('<id>', 'a profile’s id; in the other realms the username')
    .option('--application <application>', 'crafter-profile: on whose behalf; that of the last request unless given')
    .option('--url <url>', 'crafter-profile: where the link leads; where the last one led unless given')
    .action(operate(sendReset));
  const revoke = new Command('revoke')
    .description('Ends all reset links and sessions of an account, those that wait to be mailed too.')
    .addArgument(realmArgument())
    .argument('[id]')
    .option('--all', 'of every account of the realm, as after restoring a backup')
    .action(operate(revokeThem));
  return new Command('resets').description('Reset links.').addCommand(list).addCommand(send).addCommand(revoke);
}

async function listThem({ settings }: Target): Promise<Outcome> {
  const found = (await gather(listUnsettledRequests(settings))).toSorted((a, b) => a.requestedAt - b.requestedAt);
  const described = found.map(({ realm, asker, identifier, state, requestedAt, failures, failureReason, requestId }) => ({
    state,
    realm,
    identifier,
    asker,
    requestedAt: timeText(requestedAt),
    failures,
    reason: failureReason,
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
        ? ['No reset is outstanding, and none failed.']
        : columns(['STATE', 'REALM', 'ACCOUNT', 'ASKED BY', 'AT', 'WHY'], rows),
  };
}

async function revokeThem(target: Target, realm: Realm, id: string | undefined, { all }: { all?: true }): Promise<Outcome> {
  if ((id === undefined) !== (all === true)) {
    throw new AdminError('Name one account by its id, or all of the realm with --all.');
  }
  return id === undefined ? revokeAll(target, realm) : revokeOne(target, accountReference(realm, id));
}

/** What waits is called off first: a link that is being made meanwhile still has the old stamp. */
async function revokeOne({ settings }: Target, reference: AccountReference): Promise<Outcome> {
  const calledOff = await callOff(settings, reference);
  if (!(await replaceCredentialStamp(settings, reference))) {
    throw noSuchAccount(reference);
  }
  const { realm, id } = reference;
  const waiting = calledOff > 0 ? ` ${calledOff} that waited to be mailed will not be.` : '';
  return { json: { realm, id, calledOff }, text: [`All reset links and sessions of ${realm} ${id} are dead.${waiting}`] };
}

async function revokeAll({ settings }: Target, realm: Realm): Promise<Outcome> {
  let accounts = 0;
  await atMost(writesAtOnce, listAccounts(settings, realm), async (reference) => {
    if (await replaceCredentialStamp(settings, reference)) {
      accounts++;
    }
  });
  return { json: { realm, accounts }, text: [`All reset links and sessions of ${accounts} accounts in ${realm} are dead.`] };
}
