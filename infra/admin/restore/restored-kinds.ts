import { noticeAttributes } from '#lib/dynamo/permissions.ts';
import type { StoredItem } from '#lib/dynamo/stored-item.ts';
import { newCredentialStamp } from '#lib/reset/token.ts';

export type KindName = 'accounts' | 'applications';

/** What can be brought back from a backup. */
export type Kind = {
  tableSetting: 'accountsTable' | 'applicationsTable';
  key: string;
  /** Attributes that are not brought back. */
  ignored: readonly string[];
  /** An attribute that shows whether an item was changed since it was compared. */
  unchanged: string;
  nameOf(item: StoredItem): string;
  /** The item as it is written. */
  prepare(before: StoredItem): StoredItem;
  /** What is left to do. */
  next: readonly string[];
};

/** What stays behind of an account, beside its stamp. */
const leftBehind: readonly string[] = ['claim', ...noticeAttributes];

/**
 * The other tables hold nothing that is worth restoring: people who wait for a mail ask again. Restored links would work although they were used, so
 * nobody may restore those.
 */
export const kinds: { readonly [name in KindName]: Kind } = {
  accounts: {
    tableSetting: 'accountsTable',
    key: 'account',
    ignored: ['credentialStamp', ...leftBehind],
    unchanged: 'credentialStamp',
    nameOf: ({ realm, id }) => `${realm?.S} ${id?.S}`,
    prepare: withNewStamp,
    next: [
      'If accounts were different, they have an earlier password again, which may have been changed for a reason. Mail them a link: resets send <realm> <id>.',
      'If accounts were not there, you may have erased the data of these people: erase them again with accounts delete.',
    ],
  },
  applications: {
    tableSetting: 'applicationsTable',
    key: 'accessTokenHash',
    ignored: [],
    unchanged: 'name',
    nameOf: ({ name, accessTokenHash }) => `${name?.S} (${accessTokenHash?.S?.slice(0, 12)})`,
    prepare: (before) => before,
    next: ['Revoke again what was revoked since then: applications list, applications revoke.'],
  },
};

/** An old stamp would bring back what it had ended: used links, sessions, closed accounts. A notice that was due then is not due now. */
function withNewStamp(before: StoredItem): StoredItem {
  const rest = Object.entries(before).filter(([name]) => !leftBehind.includes(name));
  return { ...Object.fromEntries(rest), credentialStamp: { S: newCredentialStamp() } };
}
