import { exactText } from '#lib/dynamo/exact-number.ts';
import {
  type AccountChange,
  type Assignments,
  type Fingerprints,
  type ImportedAccount,
  stampedFields,
} from '#lib/dynamo/operator/import-account.ts';
import type { NewAccount } from '#lib/dynamo/operator/store-account.ts';
import type { Json, Realm } from '#lib/reset/ports.ts';
import { sha256 } from '#lib/reset/token.ts';
import { defined, type ParsedAccount } from './parsed-account.ts';

export type Plan =
  | { do: 'create'; account: NewAccount; passwordHash: string | null; imported: Fingerprints }
  | { do: 'change'; change: AccountChange; keepsPassword: boolean }
  | { do: 'nothing'; keepsPassword: boolean };

type Rules = { realm: Realm; overwritePasswords: boolean; now: number };

/**
 * Plans what a line does to the stored account. Only what has changed in the product since the last import is taken over, so changes that
 * people or the operator made in Rekey in between stay.
 */
export function planImport(line: ParsedAccount, stored: ImportedAccount | undefined, rules: Rules): Plan {
  return stored === undefined
    ? planCreation(line, rules)
    : planChange(withoutStaleRole(withoutGuess(line, stored), stored), stored, rules);
}

function planCreation(line: ParsedAccount, { realm, now }: Rules): Plan {
  const { id, details, password } = line;
  // Profile takes a document without `enabled` as disabled.
  const lacking = { email: null, enabled: realm !== 'crafter-profile', externallyManaged: false, tenant: null };
  const says = { ...lacking, ...line.says };
  const { createdOn = now, lastModified = createdOn, locale = null, ...fields } = says;
  const account = { realm, id, ...fields, createdOn, lastModified, locale, details };
  // Remembers what the line lacks as well: another value in a later file is news.
  return { do: 'create', account, passwordHash: password.hash, imported: fingerprints({ ...line, says }, password.hash) };
}

function planChange(line: ParsedAccount, stored: ImportedAccount, { overwritePasswords, now }: Rules): Plan {
  const { account, imported: before } = stored;
  const passwordPlan = planPassword(line.password.hash, stored, overwritePasswords);
  const { hash } = passwordPlan;
  const after: Fingerprints = { ...before, ...fingerprints(line, hash) };
  const keepsPassword = passwordPlan.isKept;
  if (hash === null && isSame(before, after)) {
    return { do: 'nothing', keepsPassword };
  }

  const isNews = (field: string, value: Json, current: Json | undefined) =>
    before[field] !== after[field] && fingerprint(value) !== fingerprint(current ?? null);
  const { createdOn, lastModified = 0, ...says } = line.says;
  const fields = Object.entries(says).filter(
    // The entries of `says` have its keys.
    ([field, value]) => isNews(field, value, account[field as keyof typeof says]) && !overrulesOperator(field, value, stored),
  );
  const details = Object.entries(line.details).filter(([key, value]) => isNews(`details.${key}`, value, account.details[key]));
  const isVisible = fields.length + details.length > 0 || hash !== null;
  // The last change may have been made in Rekey.
  const modified = Math.max(account.lastModified, line.says.lastModified ?? (isVisible ? now : 0));
  const assignments: Assignments = {
    ...Object.fromEntries(fields),
    ...(createdOn !== undefined && isNews('createdOn', createdOn, account.createdOn) && { createdOn }),
    ...(modified !== account.lastModified && { lastModified: modified }),
    ...(details.length > 0 && { details: Object.fromEntries(details) }),
  };
  const endsSessions = hash !== null || fields.some(([field]) => stampedFields.includes(field));
  const change = { assignments, imported: after, endsSessions, ...(hash !== null && { passwordHash: hash }) };
  return { do: 'change', change, keepsPassword };
}

/** A row that lacks the mark of deleted users does not say that a deleted user came back, so it says nothing of `enabled`. */
function withoutGuess(line: ParsedAccount, { imported }: ImportedAccount): ParsedAccount {
  if (line.isDeleted !== undefined || imported.isDeleted !== fingerprint(true)) {
    return line;
  }
  const { enabled, ...says } = line.says;
  return { ...line, says };
}

/**
 * Traffic Ops' API has the name and the number of a user's role, or one of them. If the one in the line has changed and the other is not in the line,
 * the other is no longer known.
 */
function withoutStaleRole(line: ParsedAccount, { account }: ImportedAccount): ParsedAccount {
  const { role, roleId } = line.details;
  const stored = account.details;
  const hasOtherName = role !== undefined && (stored.role ?? role) !== role;
  const hasOtherNumber = roleId !== undefined && (stored.roleId ?? roleId) !== roleId;
  return {
    ...line,
    details: {
      ...line.details,
      ...(hasOtherName && roleId === undefined && { roleId: null }),
      ...(hasOtherNumber && role === undefined && { role: null }),
    },
  };
}

/**
 * Whether this value would undo what only the operator can have set, because no import has ever said anything of the field: a closed state, or a
 * value where the product has none.
 */
function overrulesOperator(field: string, value: Json, { account, imported }: ImportedAccount): boolean {
  const isClosed = (field === 'enabled' && !account.enabled) || (field === 'externallyManaged' && account.externallyManaged);
  return (isClosed || value === null) && imported[field] === undefined;
}

/** `hash` is the password to store, or null. `isKept` says that the line has another password than Rekey, and that Rekey's stays. */
function planPassword(
  said: string | null,
  { passwordHash: stored, imported }: ImportedAccount,
  overwritePasswords: boolean,
): { hash: string | null; isKept: boolean } {
  const nothing = { hash: null, isKept: false };
  if (said === null || said === stored) {
    return nothing;
  }
  const isOfImport = stored === null || fingerprint(stored) === imported.password;
  return isOfImport || overwritePasswords ? { hash: said, isKept: false } : { hash: null, isKept: true };
}

function fingerprints({ says, details, isDeleted }: ParsedAccount, passwordHash: string | null): Fingerprints {
  const fields: [string, Json][] = [
    ...Object.entries(says),
    ...Object.entries(defined({ isDeleted })),
    ...Object.entries(details).map(([key, value]): [string, Json] => [`details.${key}`, value]),
    ...(passwordHash === null ? [] : [['password', passwordHash] satisfies [string, Json]]),
  ];
  return Object.fromEntries(fields.map(([field, value]) => [field, fingerprint(value)]));
}

function isSame(before: Fingerprints, after: Fingerprints): boolean {
  return Object.entries(after).every(([field, value]) => before[field] === value);
}

/** Tells apart the values of one field in successive exports. The order of keys does not matter. */
function fingerprint(value: Json): string {
  return sha256(canonical(value)).slice(0, 12);
}

function canonical(value: Json): string {
  return JSON.stringify(value, (_, each: Json) =>
    typeof each === 'object' && each !== null && !Array.isArray(each) && exactText(each) === undefined
      ? Object.fromEntries(Object.entries(each).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  );
}
