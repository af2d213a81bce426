import { accountKey, isShadowItem } from '#lib/dynamo/account-item.ts';
import { mailboxLogKey } from '#lib/dynamo/dynamo-mailboxes.ts';
import { resetRequestKey } from '#lib/dynamo/reset-request-item.ts';
import { type ItemKey, readItem, type StoredItem } from '#lib/dynamo/stored-item.ts';
import { type TableId, tables } from '#lib/dynamo/tables.ts';
import { type CanonicalAddress, mailboxKey } from '#lib/reset/address.ts';
import { askers, type Realm } from '#lib/reset/ports.ts';
import { canonicalId } from '#lib/reset/typed-name.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { shadowOfAddress } from '#lib/upstream/upstream-links.ts';
import { scanItems } from './scan-items.ts';

/** What leads to everything that is stored about a person. */
export type Subject = {
  realm: Realm;
  /** How accounts, what is kept of accounts elsewhere, and tokens name the person. */
  ids: readonly string[];
  /** How reset requests name the person, in the form that `canonicalId` gives them. */
  identifiers: readonly string[];
  addresses: readonly CanonicalAddress[];
  /** Those addresses that another account of the realm has too. */
  sharedAddresses: readonly CanonicalAddress[];
};

/** In the order in which they are erased: what leads to the others comes last, so that an erasure that was interrupted can be repeated. */
export const traceKinds = [
  'served-list',
  'mail-note',
  'reset-request',
  'reset-link',
  'mailbox-log',
  'address-mark',
  'shadow',
  'account',
] as const;
export type TraceKind = (typeof traceKinds)[number];

/** An item about the person. */
export type Trace = {
  kind: TraceKind;
  table: TableId;
  key: ItemKey;
  item: StoredItem;
  /** The item is about another person too. */
  isShared: boolean;
};

/** All items about a person, of all tables. It scans the tables of requests and tokens, which hold the last eight days. */
export async function findTraces(settings: Settings, subject: Subject): Promise<readonly Trace[]> {
  const found = await Promise.all([
    findAccounts(settings, subject),
    findMarks(settings, subject),
    findMailboxLogs(settings, subject),
    findRequests(settings, subject),
    findLinks(settings, subject),
  ]);
  return found.flat().toSorted((a, b) => traceKinds.indexOf(a.kind) - traceKinds.indexOf(b.kind));
}

/** The tokens that were minted for the person: those of links, and those of notices. */
export async function findLinks(settings: Settings, { realm, ids }: Pick<Subject, 'realm' | 'ids'>): Promise<readonly Trace[]> {
  const found: Trace[] = [];
  for await (const item of scanItems(settings.resetTokensTable, { filter: '#realm = :realm', values: { realm } })) {
    if (ids.includes(item.accountId?.S ?? '')) {
      found.push(traceOf('reset-link', 'resetTokens', item));
    }
  }
  return found;
}

async function findAccounts(settings: Settings, { realm, ids }: Subject): Promise<readonly Trace[]> {
  const items = await Promise.all(ids.map((id) => readItem(settings.accountsTable, accountKey({ realm, id }))));
  return items
    .filter((item) => item !== undefined)
    .map((item) => traceOf(isShadowItem(item) ? 'shadow' : 'account', 'accounts', item));
}

async function findMarks(settings: Settings, subject: Subject): Promise<readonly Trace[]> {
  const { realm, addresses, sharedAddresses } = subject;
  const found = addresses.map(async (address) => {
    const item = await readItem(settings.accountsTable, accountKey(shadowOfAddress(realm, address)));
    // An account may have such an id.
    const isMark = item !== undefined && isShadowItem(item);
    return isMark ? [traceOf('address-mark', 'accounts', item, sharedAddresses.includes(address))] : [];
  });
  return (await Promise.all(found)).flat();
}

async function findMailboxLogs(settings: Settings, { addresses, sharedAddresses }: Subject): Promise<readonly Trace[]> {
  const shared = new Set(sharedAddresses.map(mailboxKey));
  const found = [...new Set(addresses.map(mailboxKey))].map(async (mailbox) => {
    const item = await readItem(settings.limitsTable, mailboxLogKey(mailbox));
    return item === undefined ? [] : [traceOf('mailbox-log', 'limits', item, shared.has(mailbox))];
  });
  return (await Promise.all(found)).flat();
}

async function findRequests(settings: Settings, subject: Subject): Promise<readonly Trace[]> {
  const scan = {
    filter: '#realm = :realm OR begins_with(#request, :served)',
    values: { realm: subject.realm, served: 'served#' },
  };
  const found: Trace[] = [];
  for await (const item of scanItems(settings.resetRequestsTable, scan)) {
    found.push(...requestTraces(item, subject));
  }
  return found;
}

function requestTraces(item: StoredItem, subject: Subject): Trace[] {
  if (item.realm === undefined) {
    return servedList(item, subject);
  }
  if (item.accountId !== undefined) {
    return subject.ids.includes(item.accountId.S ?? '') ? [traceOf('mail-note', 'resetRequests', item)] : [];
  }
  return resetRequest(item, subject);
}

function resetRequest(item: StoredItem, { realm, identifiers, sharedAddresses }: Subject): Trace[] {
  const identifier = canonicalId({ realm, id: item.identifier?.S ?? '' });
  const isShared = sharedAddresses.some((address) => address === identifier);
  return identifiers.includes(identifier) ? [traceOf('reset-request', 'resetRequests', item, isShared)] : [];
}

/** The list of a request for the person, or one that names the person among others. */
function servedList(item: StoredItem, { realm, ids, identifiers, sharedAddresses }: Subject): Trace[] {
  const request = (item.request?.S ?? '').replace(/^served#\d+#/, '');
  const isFor = (names: readonly string[]) =>
    names.some((identifier) => askers.some((asker) => resetRequestKey({ realm, asker, identifier }).request === request));
  const isNamed = request.startsWith(`${realm}#`) && ids.some((id) => item.served?.SS?.includes(id));
  const isOwn = isFor(identifiers) && !isFor(sharedAddresses);
  return isOwn || isNamed ? [traceOf('served-list', 'resetRequests', item, !isOwn)] : [];
}

function traceOf(kind: TraceKind, table: TableId, item: StoredItem, isShared = false): Trace {
  const { key } = tables[table];
  return { kind, table, key: { [key]: item[key]?.S ?? '' }, item, isShared };
}
