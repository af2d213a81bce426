import { Command } from 'commander';
import { realmArgument } from '#infra/admin/accounts/account-reference.ts';
import { gather } from '#infra/admin/iterables.ts';
import type { Operate, Outcome } from '#infra/admin/operate.ts';
import type { Target } from '#infra/admin/target.ts';
import { columns, timeText } from '#infra/admin/terminal.ts';
import { listUnsettledRequests, type UnsettledRequest } from '#lib/dynamo/operator/list-reset-requests.ts';
import { listOverdueClaims } from '#lib/dynamo/operator/shadows.ts';
import { revokeResets } from './revoke-resets.ts';
import { sendReset } from './send-reset.ts';

export function resets(operate: Operate): Command {
  const list = new Command('list')
    .description(
      'Lists resets of the last day whose mail is waiting to be sent, failed, or was dropped by a rule, and says why. Also lists password changes in a product’s own server whose outcome nobody knows.',
    )
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
    .description(
      'Ends all reset links and sessions of an account, and cancels the mails that are waiting. With --all it ends those of a realm, or of all realms if you name none, however many accounts there are. On a deployed stack --all asks first.',
    )
    .addArgument(realmArgument('[realm]'))
    .argument('[id]', 'the id of a profile, or the username in another realm')
    .option('--all', 'every account of the realm, for example after restoring a backup')
    .option('--dry-run', 'with --all: print what it would end, and change nothing')
    .option('--yes', 'with --all: do not ask first on a deployed stack')
    .action(operate(revokeResets));
  return new Command('resets').description('Reset links.').addCommand(list).addCommand(send).addCommand(revoke);
}

async function listThem({ settings }: Target): Promise<Outcome> {
  const [requests, overdue] = await Promise.all([
    gather(listUnsettledRequests(settings)),
    gather(listOverdueClaims(settings, Date.now())),
  ]);
  const resets = requests.toSorted((a, b) => a.requestedAt - b.requestedAt).map(described);
  const claims = overdue
    .toSorted((a, b) => a.until - b.until)
    .map(({ until, ...claim }) => ({ ...claim, endedBy: timeText(until) }));
  return {
    json: { resets, claims },
    text: [
      ...(resets.length === 0 ? ['No mail is waiting, and none failed or was dropped.'] : tableOf(resets)),
      ...(claims.length === 0 ? [] : ['', ...adviceOn(claims)]),
    ],
  };
}

function described({ realm, asker, identifier, state, requestedAt, failures, reason, requestId }: UnsettledRequest) {
  return { state, realm, identifier, asker, requestedAt: timeText(requestedAt), failures, reason, requestId };
}

function tableOf(resets: readonly ReturnType<typeof described>[]): string[] {
  const rows = resets.map(({ state, realm, identifier, asker, requestedAt, failures, reason }) => [
    state,
    realm,
    identifier,
    asker,
    requestedAt,
    reason ?? (failures > 0 ? `${failures} failures so far` : ''),
  ]);
  return columns(['STATE', 'REALM', 'ACCOUNT', 'ASKED BY', 'AT', 'REASON'], rows);
}

function adviceOn(claims: readonly { realm: string; id: string; endedBy: string }[]): string[] {
  return [
    'Nobody knows whether these password changes reached the product’s own server:',
    ...columns(
      ['REALM', 'ACCOUNT', 'ENDED BY'],
      claims.map(({ realm, id, endedBy }) => [realm, id, endedBy]),
    ),
    'Ask each person to log in with the new password, and to ask for a new link if that fails. Then run resets revoke <realm> <account>, which removes the line.',
  ];
}
