import { unmarshall } from '@aws-sdk/util-dynamodb';
import { timeText } from '#infra/admin/terminal.ts';
import { dynamoApplications } from '#lib/dynamo/dynamo-applications.ts';
import { jsonFromAttribute } from '#lib/dynamo/json-attribute.ts';
import type { Subject, Trace } from '#lib/dynamo/operator/find-traces.ts';
import type { StoredItem } from '#lib/dynamo/stored-item.ts';
import { tables } from '#lib/dynamo/tables.ts';
import type { Json } from '#lib/reset/ports.ts';
import type { Settings } from '#lib/settings/settings.ts';

type Description = { [name: string]: Json };

/** What could open an account, and what only tells Rekey's own attempts apart. `imported` holds hashes of the other fields. */
const withheld = /hash|stamp|token|secret|nonce|^claim$|^imported$|^m\d+$/i;

/** Attributes in epoch milliseconds. */
const times = [
  'createdOn',
  'lastModified',
  'noticeDue',
  'passwordChangedAt',
  'requestedAt',
  'mailOutcomeAt',
  'deliveryOutcomeAt',
  'expiresAt',
  'since',
];

/** What an item says about the person, in words and times for people. */
export async function describeTrace(settings: Settings, { kind, table, key, item }: Trace, { ids }: Subject): Promise<object> {
  const shown = Object.entries(item).filter(([name]) => !withheld.test(name) && !(name in key) && !isLog(name));
  const described: Description = Object.fromEntries(
    shown.map(([name, value]) => [name, name === 'details' ? jsonFromAttribute(value) : readable(name, plain(value))]),
  );
  const { expiry } = tables[table];
  const { address, application, served, deleteAfter, ...rest } = described;
  return {
    kind,
    ...rest,
    ...(kind === 'account' && { hasPassword: item.passwordHash !== undefined }),
    ...(item.claim !== undefined && { isPasswordBeingChanged: true }),
    // Other people on the list are not the person's business.
    ...(served !== undefined && { mailedTo: (item.served?.SS ?? []).filter((id) => ids.includes(id)) }),
    ...(item.application?.S !== undefined && { application: await applicationName(settings, item.application.S) }),
    ...(Object.keys(item).some(isLog) && { times: logOf(item) }),
    ...(expiry !== undefined && deleteAfter !== undefined && { deletedAfter: timeText(Number(deleteAfter) * 1000) }),
  };
}

/** `address` is the key of an index: the realm and the address. */
function plain(value: StoredItem[string]): Json {
  // Everything but `details` was written by `marshall` or is a set of texts.
  return value.SS ?? unmarshall({ value }).value;
}

function readable(name: string, value: Json): Json {
  if (typeof value === 'number' && times.includes(name)) {
    return timeText(value);
  }
  return isObject(value)
    ? Object.fromEntries(Object.entries(value).map(([each, inner]) => [each, readable(each, inner)]))
    : value;
}

function isObject(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** t0, t1, …: the times of the last requests or mails. A zero stands for none. */
function isLog(name: string): boolean {
  return /^t\d+$/.test(name);
}

function logOf(item: StoredItem): string[] {
  return Object.entries(item)
    .filter(([name]) => isLog(name))
    .map(([, value]) => Number(value.N))
    .filter((time) => time > 0)
    .toSorted((a, b) => b - a)
    .map(timeText);
}

/** The application is stored by the hash of its access token. Null if it was revoked. */
async function applicationName(settings: Settings, accessTokenHash: string): Promise<string | null> {
  return (await dynamoApplications(settings).find(accessTokenHash))?.name ?? null;
}
