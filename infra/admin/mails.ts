import { Command, Option } from 'commander';
import { readMails } from '#infra/local/inbox/read-mails.ts';
import { accountsOfAllRealms } from '#lib/accounts/all-realms.ts';
import { dynamoResetTokens } from '#lib/dynamo/dynamo-reset-tokens.ts';
import { canonicalAddress } from '#lib/reset/address.ts';
import { isRevoked } from '#lib/reset/check-token.ts';
import { sha256 } from '#lib/reset/token.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { isMailAddress } from './accounts/account-reference.ts';
import { AdminError } from './admin-error.ts';
import { askLocalStack, requireLocalStack } from './local-stack.ts';
import type { Operate, Outcome } from './operate.ts';
import { recordsCommand } from './sender/records-command.ts';
import type { Target } from './target.ts';
import { timeText } from './terminal.ts';

type LatestOptions = { to: string; wait?: true; token?: true; text?: true };

export function mails(operate: Operate): Command {
  const latest = new Command('latest')
    .description(
      'Prints the link in the newest mail that has one. Fails if that link no longer works. Works on the local stack only.',
    )
    .requiredOption('--to <address>', 'the address that the mail went to')
    .option('--wait', 'wait until every mail that was asked for is sent')
    .addOption(new Option('--token', 'print only the token in the link').conflicts('text'))
    .option('--text', 'print the subject and text of the newest mail, whether or not it has a link')
    .action(operate(showLatest));
  return new Command('mails')
    .description('Mails that the local stack has sent, and the DNS records that mails of a deployed stack need.')
    .addCommand(latest)
    .addCommand(recordsCommand(operate));
}

async function showLatest(target: Target, options: LatestOptions): Promise<Outcome> {
  const { to, wait = false, token: isTokenOnly = false, text: isWhole = false } = options;
  const local = requireLocalStack(target, 'mails latest', 'SES, through which a deployed stack sends, keeps no copy of a mail');
  if (!isMailAddress(to)) {
    throw new AdminError(`--to must be one mail address, not ${to}.`);
  }
  if (wait) {
    await askLocalStack(local, 'settled');
  }
  const wanted = canonicalAddress(to);
  const received = (await readMails(local.inboxUrl)).filter((mail) =>
    mail.to.some((address) => canonicalAddress(address) === wanted),
  );
  const newest = received.findLast(({ reset }) => isWhole || reset !== undefined);
  if (newest === undefined) {
    const hint = wait ? '.' : ' yet. --wait waits until all mails are sent.';
    throw new AdminError(`There is no mail ${isWhole ? '' : 'with a link '}to ${to}${hint}`);
  }
  const { subject, text, sentAt, reset } = newest;
  const json = { to, subject, sentAt: timeText(sentAt), link: reset?.link ?? null, token: reset?.token ?? null };
  if (isWhole || reset === undefined) {
    return { json: { ...json, text }, text: [`Subject: ${subject}`, '', ...text.split('\n')] };
  }
  if (!(await isUsable(target.settings, reset.token))) {
    throw new AdminError(
      `The link in the newest mail to ${to} no longer works: it was used, replaced or has expired. Ask for a new one.`,
    );
  }
  return { json, text: [isTokenOnly ? reset.token : reset.link] };
}

/** A request that was refused silently sends no mail, and then the newest link may be a used one. */
async function isUsable(settings: Settings, token: string): Promise<boolean> {
  const now = Date.now();
  const resetTokens = dynamoResetTokens(settings);
  const stored = await resetTokens.find(sha256(token));
  return (
    stored !== undefined &&
    stored.expiresAt > now &&
    !isRevoked(stored, await resetTokens.notBefore(stored.realm)) &&
    (await accountsOfAllRealms(settings).findUnchanged(stored, now)) !== undefined
  );
}
