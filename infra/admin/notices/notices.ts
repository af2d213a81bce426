import { Command } from 'commander';
import { AdminError } from '#infra/admin/admin-error.ts';
import { gather } from '#infra/admin/iterables.ts';
import type { Operate, Outcome } from '#infra/admin/operate.ts';
import { requireConsent } from '#infra/admin/require-consent.ts';
import type { Target } from '#infra/admin/target.ts';
import { columns, timeText } from '#infra/admin/terminal.ts';
import { listChangedAccounts } from '#lib/dynamo/operator/list-due-notices.ts';
import { dueNotices, orderAgain } from './due-notices.ts';

type ListOptions = { changedFrom?: string; changedTo?: string };

export function notices(operate: Operate): Command {
  const list = new Command('list')
    .description(
      'Lists notices of changed passwords that are due for over five minutes. With --changed-from it lists the accounts that changed since then instead: a notice that SES refused for good is not due any more.',
    )
    .option('--changed-from <time>', 'list the accounts that changed since this time, such as 2026-01-31T09:57:00Z')
    .option('--changed-to <time>', 'with --changed-from: until this time (default: now)')
    .action(operate(listThem));
  const retry = new Command('retry')
    .description(
      'Sends the notices that are due for over five minutes. The mailer tries each for another 23 hours. On a deployed stack it asks first.',
    )
    .option('--dry-run', 'print how many there are, and change nothing')
    .option('--yes', 'do not ask first on a deployed stack')
    .action(operate(retryAll));
  return new Command('notices')
    .description('Mails that tell people that their password was changed.')
    .addCommand(list)
    .addCommand(retry);
}

async function listThem({ settings }: Target, { changedFrom, changedTo }: ListOptions): Promise<Outcome> {
  if (changedFrom !== undefined) {
    const changed = await gather(
      listChangedAccounts(settings, timeOf('--changed-from', changedFrom), timeOf('--changed-to', changedTo)),
    );
    const rows = changed.map(({ realm, id, lastModified }) => [timeText(lastModified), realm, id]);
    return {
      json: { accounts: changed.map(({ lastModified, ...account }) => ({ ...account, changedAt: timeText(lastModified) })) },
      text: rows.length === 0 ? ['No account changed in that time.'] : columns(['CHANGED', 'REALM', 'ID'], rows),
    };
  }
  if (changedTo !== undefined) {
    throw new AdminError('--changed-to goes with --changed-from.');
  }
  const due = await dueNotices(settings, Date.now());
  const rows = due.map(({ noticeDue, noticeFailures, realm, id }) => [timeText(noticeDue), realm, id, `${noticeFailures}`]);
  return {
    json: { notices: due.map(({ noticeDue, ...notice }) => ({ ...notice, changedAt: timeText(noticeDue) })) },
    text: rows.length === 0 ? ['No notice is late.'] : columns(['CHANGED', 'REALM', 'ID', 'FAILURES'], rows),
  };
}

async function retryAll(target: Target, { dryRun = false, yes = false }: { dryRun?: boolean; yes?: boolean }): Promise<Outcome> {
  const due = await dueNotices(target.settings, Date.now());
  if (dryRun) {
    return { json: { due: due.length, dryRun }, text: [`This would send ${due.length} notices.`] };
  }
  if (target.deployed !== undefined && !yes && due.length > 0) {
    await requireConsent(target, `This sends ${due.length} notices of changed passwords.`);
  }
  const ordered = await orderAgain(target.settings, due);
  return { json: { due: due.length, ordered, dryRun }, text: [`${ordered} notices are on their way.`] };
}

/** @param text absent for now */
function timeOf(option: string, text: string | undefined): number {
  const time = text === undefined ? Date.now() : Date.parse(text);
  if (Number.isNaN(time) || (text !== undefined && !/^\d{4}-\d\d-\d\d/.test(text))) {
    throw new AdminError(`${option} must be a time such as 2026-01-31T09:57:00Z, not ${text}.`);
  }
  return time;
}
