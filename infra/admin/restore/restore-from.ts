import { counted } from '#infra/admin/counted.ts';
import { requireDeployed } from '#infra/admin/deployed/require-deployed.ts';
import { atMost } from '#infra/admin/iterables.ts';
import type { Outcome } from '#infra/admin/operate.ts';
import { requireConsent } from '#infra/admin/require-consent.ts';
import type { Target } from '#infra/admin/target.ts';
import { putBack, type RestoredItem, type RestoredTable, restoredItems } from '#lib/dynamo/operator/restored-items.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { cancelMails, waitingRequests } from './cancel-mails.ts';
import { restoredCopy, type SourceOptions } from './restored-copy.ts';
import { type Kind, type KindName, kinds } from './restored-kinds.ts';

type RestoreOptions = SourceOptions & { only?: 'missing' | 'changed'; keepClosed?: boolean; dryRun?: boolean; yes?: boolean };

/** The names of what differs. */
type Difference = { missing: string[]; changed: string[]; closedNow: string[] };

const writesAtOnce = 32;

/** Restores a table beside the one in use, compares the two, asks, and brings back what differs. */
export async function restoreFrom(target: Target, name: KindName, options: RestoreOptions): Promise<Outcome> {
  requireDeployed(target, 'restore', 'the local stack has no backups');
  const { settings } = target;
  const { dryRun = false, yes = false } = options;
  const kind = kinds[name];
  const table = settings[kind.tableSetting];
  const restored = await restoredCopy(table, options, target.terminal);
  const tables = { table, restored, key: kind.key, ignored: kind.ignored };
  const difference = await compare(tables, kind, options);
  const count = difference.missing.length + difference.changed.length;
  const scope = scopeOf(name, difference);
  if (dryRun || count === 0) {
    return {
      json: { restored, dryRun, ...difference },
      text: [
        count === 0 ? `Nothing to bring back: ${table} has all that is in ${restored}.` : `This would bring back ${scope}.`,
        ...named(difference),
      ],
    };
  }
  if (!yes) {
    await requireConsent(target, `This brings back ${scope}.${await consequence(name, settings)}`);
  }
  const cancelled = name === 'accounts' ? await cancelMails(settings) : 0;
  const { done, skipped } = await copy(tables, kind, options);
  return {
    json: { restored, dryRun, broughtBack: done, skipped, cancelled, ...difference },
    text: [
      `Brought back ${done} ${name}.${cancelled > 0 ? ` Cancelled ${counted(cancelled, 'waiting mail')}.` : ''}`,
      ...named(difference),
      ...(skipped > 0 ? [`${skipped} were changed in the meantime and stay as they are. Run this again to compare them.`] : []),
      ...kind.next,
      `The restored table is still there: restore discard ${restored}`,
    ],
    ...(skipped > 0 && { exitCode: 2 }),
  };
}

async function* wantedItems(tables: RestoredTable, { only }: RestoreOptions): AsyncGenerator<RestoredItem> {
  for await (const item of restoredItems(tables)) {
    const which = item.now === undefined ? 'missing' : 'changed';
    if (only === undefined || only === which) {
      yield item;
    }
  }
}

async function compare(tables: RestoredTable, kind: Kind, options: RestoreOptions): Promise<Difference> {
  const difference: Difference = { missing: [], changed: [], closedNow: [] };
  for await (const { before, now } of wantedItems(tables, options)) {
    difference[now === undefined ? 'missing' : 'changed'].push(kind.nameOf(before));
    if (now?.enabled?.BOOL === false && before.enabled?.BOOL === true) {
      difference.closedNow.push(kind.nameOf(before));
    }
  }
  return difference;
}

async function copy(tables: RestoredTable, kind: Kind, options: RestoreOptions): Promise<{ done: number; skipped: number }> {
  const counts = { done: 0, skipped: 0 };
  await atMost(writesAtOnce, wantedItems(tables, options), async ({ before, now }) => {
    const isClosed = options.keepClosed === true && now?.enabled?.BOOL === false;
    const item = { ...kind.prepare(before), ...(isClosed && { enabled: { BOOL: false } }) };
    counts[(await putBack(tables, item, { now, unchanged: kind.unchanged })) ? 'done' : 'skipped']++;
  });
  return counts;
}

async function consequence(name: KindName, settings: Settings): Promise<string> {
  if (name === 'applications') {
    return ' Access tokens among them that were revoked work again.';
  }
  const { length: waiting } = await waitingRequests(settings);
  return ` This ends their links and sessions, makes their earlier passwords work again, and cancels ${counted(waiting, 'waiting mail')}.`;
}

function scopeOf(name: KindName, { missing, changed, closedNow }: Difference): string {
  const closed = closedNow.length > 0 ? `, of which ${closedNow.length} are closed now` : '';
  return `${missing.length} ${name} that are not there now and ${changed.length} that are different now${closed}`;
}

const namesAtMost = 20;

/** The names of all of them are in the JSON. */
function named({ missing, changed, closedNow }: Difference): string[] {
  return Object.entries({ 'not there now': missing, 'different now': changed, 'closed now': closedNow }).flatMap(
    ([what, names]) => {
      const more = names.length > namesAtMost ? ` and ${names.length - namesAtMost} more (--json names them)` : '';
      return names.length === 0 ? [] : [`${what}: ${names.slice(0, namesAtMost).join(', ')}${more}`];
    },
  );
}
