import { Command } from 'commander';
import type { Operate, Outcome } from '#infra/admin/operate.ts';
import { requireConsent } from '#infra/admin/require-consent.ts';
import type { Target } from '#infra/admin/target.ts';
import { type Erasure, eraseTrace, requireNoChangeUnderWay } from '#lib/dynamo/operator/erase-trace.ts';
import { findTraces, type Trace, type TraceKind, traceKinds } from '#lib/dynamo/operator/find-traces.ts';
import type { Realm } from '#lib/reset/ports.ts';
import { isUpstream } from '#lib/settings/is-upstream.ts';
import { productName } from '#lib/wording/product-name.ts';
import { realmArgument } from './account-reference.ts';
import { findPerson, type Person, type PersonOptions, personOptions } from './find-person.ts';

type DeleteOptions = PersonOptions & { dryRun?: true; yes?: true };

type Counts = { [kind in TraceKind]?: number };

export function deleteCommand(operate: Operate): Command {
  const command = new Command('delete')
    .description(
      'Erases all that Rekey stores about a person, in every table: the account with its password, requests, links, and the log of its mailbox. If the account stays in the product’s own server, it stays there. On a deployed stack it asks first.',
    )
    .addArgument(realmArgument())
    .argument('<id>', 'the id of a profile, or the username in another realm')
    .option('--dry-run', 'print what it would erase, and change nothing')
    .option('--yes', 'do not ask first on a deployed stack');
  return personOptions()
    .reduce((all, option) => all.addOption(option), command)
    .action(operate(deleteAccount));
}

async function deleteAccount(target: Target, realm: Realm, id: string, options: DeleteOptions): Promise<Outcome> {
  const { settings } = target;
  const { dryRun = false, yes = false } = options;
  const person = await findPerson(settings, realm, id, options);
  const name = `${realm} ${person.reference.id}`;
  const found = listed(countsOf(person.traces));
  if (person.traces.length === 0) {
    return {
      json: { ...person.reference, dryRun, erased: {}, reduced: {}, kept: {} },
      text: [`Rekey stores nothing about ${name}.`],
    };
  }
  if (dryRun) {
    return {
      json: { ...person.reference, dryRun, found: countsOf(person.traces) },
      text: [`Rekey stores about ${name}: ${found}.`],
    };
  }
  if (target.deployed !== undefined && !yes) {
    await requireConsent(target, `This erases what Rekey stores about ${name}: ${found}.`);
  }
  const done = await erase(target, person);
  return { json: { ...person.reference, dryRun, ...done }, text: explained(target, person, name, done) };
}

type Done = { [outcome in Erasure]: Counts };

/** Looks again afterwards: until the account was gone, a mail may have been sent to it. */
async function erase({ settings }: Target, person: Person): Promise<Done> {
  const { subject, isThere } = person;
  requireNoChangeUnderWay(person.traces, Date.now());
  const done: Record<Erasure, TraceKind[]> = { erased: [], reduced: [], kept: [] };
  const eraseAll = async (traces: readonly Trace[]) => {
    for (const trace of traces) {
      done[await eraseTrace(settings, trace, { subject, isThere, now: Date.now() })].push(trace.kind);
    }
  };
  await eraseAll(person.traces);
  const left = await findTraces(settings, subject);
  await eraseAll(left.filter(({ kind, isShared }) => !isShared && !(kind === 'shadow' && isThere)));
  return { erased: tally(done.erased), reduced: tally(done.reduced), kept: tally(done.kept) };
}

function explained({ settings, deployed }: Target, person: Person, name: string, { erased, reduced, kept }: Done): string[] {
  const { realm } = person.reference;
  const product = productName(realm, settings);
  return [
    `Erased what Rekey stored about ${name}: ${listed(erased)}.`,
    ...(reduced.shadow === undefined
      ? []
      : [
          `The account still exists in ${product}. A random stamp stays beside its id, because without it ended links would work again. Delete the account there, then run this again.`,
        ]),
    ...(Object.keys(kept).length > 0 ? [`Kept, because another account has the same address: ${listed(kept)}.`] : []),
    'The tables’ backups of the last 35 days still hold it. If you restore one, run this again before you use the tables.',
    isUpstream(realm, settings)
      ? `The person’s data in ${product} itself are not Rekey’s and stay.`
      : 'An import creates the account again if it is still in the file: delete it in the product first.',
    ...(deployed === undefined
      ? []
      : ['If SES blocks the person’s address, SES’s own list names it too. addresses lift takes it off that list.']),
  ];
}

function countsOf(traces: readonly Trace[]): Counts {
  return tally(traces.map(({ kind }) => kind));
}

function tally(kinds: readonly TraceKind[]): Counts {
  return Object.fromEntries(
    traceKinds.map((kind) => [kind, kinds.filter((each) => each === kind).length]).filter(([, count]) => count !== 0),
  );
}

const words: { readonly [kind in TraceKind]: readonly [one: string, several: string] } = {
  'served-list': ['list of mailed accounts', 'lists of mailed accounts'],
  'mail-note': ['note about a mail', 'notes about mails'],
  'reset-request': ['reset request', 'reset requests'],
  'reset-link': ['reset link', 'reset links'],
  'mailbox-log': ['log of a mailbox', 'logs of mailboxes'],
  'address-mark': ['mark of an address', 'marks of addresses'],
  shadow: ['note about an account in the product’s own server', 'notes about accounts in the product’s own server'],
  account: ['account', 'accounts'],
};

function listed(counts: Counts): string {
  const texts = traceKinds
    .toReversed()
    .flatMap((kind) => (counts[kind] === undefined ? [] : [`${counts[kind]} ${words[kind][counts[kind] === 1 ? 0 : 1]}`]));
  return texts.length === 0 ? 'nothing' : texts.join(', ');
}
