import { replaceCredentialStamp } from '#lib/dynamo/operator/change-account.ts';
import { listAccounts } from '#lib/dynamo/operator/list-accounts.ts';
import type { AccountReference, Realm, ResetRequestKey } from '#lib/reset/ports.ts';
import { accountReference, noSuchAccount, storedReference } from './account-reference.ts';
import { AdminError } from './admin-error.ts';
import { callOff, callOffAll, waitingRequests } from './call-off.ts';
import { atMost, gather } from './iterables.ts';
import type { Outcome } from './operate.ts';
import type { Target } from './target.ts';

type RevokeOptions = { all?: boolean; dryRun?: boolean; yes?: boolean };

const writesAtOnce = 32;

/**
 * Ends the links and sessions of one account, or of a realm. Waiting requests are settled before the stamps are replaced (K14): the mailer looks
 * at the request again after it has read the account, so a request that was made before sends no link with the new stamp.
 */
export async function revokeResets(
  target: Target,
  realm: Realm,
  id: string | undefined,
  { all, ...options }: RevokeOptions,
): Promise<Outcome> {
  if ((id === undefined) !== (all === true)) {
    throw new AdminError('Give either the id of one account or --all.');
  }
  if (id === undefined) {
    return revokeAll(target, realm, options);
  }
  if (options.dryRun || options.yes) {
    throw new AdminError('--yes and --dry-run go with --all.');
  }
  return revokeOne(target, accountReference(realm, id));
}

async function revokeOne({ settings }: Target, named: AccountReference): Promise<Outcome> {
  const reference = await storedReference(settings, named);
  const calledOff = await callOff(settings, reference);
  if (!(await replaceCredentialStamp(settings, reference))) {
    throw noSuchAccount(reference);
  }
  const { realm, id } = reference;
  return {
    json: { realm, id, calledOff },
    text: [`All reset links and sessions of ${realm} ${id} have ended.${cancelled(calledOff)}`],
  };
}

async function revokeAll(target: Target, realm: Realm, { dryRun = false, yes = false }: RevokeOptions): Promise<Outcome> {
  const { settings } = target;
  const mustAsk = target.deployed !== undefined && !yes;
  if (dryRun || mustAsk) {
    const [found, waiting] = await Promise.all([gather(listAccounts(settings, realm)), waitingRequests(settings, realm)]);
    if (dryRun) {
      const json = { realm, accounts: found.length, calledOff: waiting.length, dryRun };
      return { json, text: [`This would end ${scope(realm, found, waiting)}.`] };
    }
    await requireConsent(target, `This ends ${scope(realm, found, waiting)}.`);
  }
  const calledOff = await callOffAll(settings, realm);
  let accounts = 0;
  await atMost(writesAtOnce, listAccounts(settings, realm), async (reference) => {
    if (await replaceCredentialStamp(settings, reference)) {
      accounts++;
    }
  });
  return {
    json: { realm, accounts, calledOff, dryRun },
    text: [`All reset links and sessions of ${accounts} accounts in ${realm} have ended.${cancelled(calledOff)}`],
  };
}

/** @throws {AdminError} if nobody can be asked, or the person does not agree */
async function requireConsent({ terminal }: Target, consequence: string): Promise<void> {
  if (terminal.ask === undefined) {
    throw new AdminError(`${consequence} Add --yes to do it. Nothing was changed.`);
  }
  const answer = await terminal.ask(`${consequence} Go on? [y/N] `);
  if (!/^y(es)?$/i.test(answer.trim())) {
    throw new AdminError('Nothing was changed.');
  }
}

function scope(realm: Realm, found: readonly AccountReference[], waiting: readonly ResetRequestKey[]): string {
  return `all reset links and sessions of ${found.length} accounts in ${realm}, and ${waiting.length} mails that are waiting`;
}

function cancelled(mails: number): string {
  return mails > 0 ? ` Cancelled ${mails} mails that were waiting.` : '';
}
