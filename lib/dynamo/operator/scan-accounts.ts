import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod/mini';
import { accountKey } from '#lib/dynamo/account-item.ts';
import { type Account, type AccountReference, type Realm, realms } from '#lib/reset/ports.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { scanItems } from './scan-items.ts';

/** What a list shows of an account. The password's hash and the stamp are never read for it. */
export type ListedAccount = Pick<
  Account,
  'realm' | 'id' | 'username' | 'email' | 'tenant' | 'enabled' | 'externallyManaged' | 'locale' | 'createdOn' | 'lastModified'
>;

/** What is absent here does not matter. */
export type AccountFilter = {
  realms: readonly Realm[];
  enabled?: boolean;
  externallyManaged?: boolean;
  hasAddress?: boolean;
};

/**
 * The accounts in Rekey's own table that pass the filter, in the order of the table. Reads one page at a time.
 *
 * @param after the account to go on after; from the start unless given
 */
export async function* scanAccounts(
  { accountsTable }: Settings,
  { realms: wanted, enabled, externallyManaged, hasAddress }: AccountFilter,
  after?: AccountReference,
): AsyncGenerator<ListedAccount> {
  if (wanted.length === 0) {
    return;
  }
  const inRealm = wanted.map((realm, index) => [`realm${index}`, realm] as const);
  const equal = Object.entries({ enabled, externallyManaged }).filter(([, value]) => value !== undefined);
  const scan = {
    filter: [
      // What Rekey keeps of accounts in a product's own server has no username.
      'attribute_exists(#username)',
      `#realm IN (${inRealm.map(([name]) => `:${name}`).join(', ')})`,
      ...equal.map(([name]) => `#${name} = :${name}`),
      ...(hasAddress === undefined ? [] : [`${hasAddress ? '' : 'NOT '}attribute_type(#email, :text)`]),
    ].join(' AND '),
    values: { ...Object.fromEntries([...inRealm, ...equal]), ...(hasAddress !== undefined && { text: 'S' }) },
    attributes: Object.keys(listed.def.shape),
    ...(after && { after: accountKey(after) }),
  };
  for await (const item of scanItems(accountsTable, scan)) {
    yield z.parse(listed, unmarshall(item));
  }
}

const listed = z.object({
  realm: z.enum(realms),
  id: z.string(),
  username: z.string(),
  email: z.nullable(z.string()),
  tenant: z.nullable(z.string()),
  enabled: z.boolean(),
  externallyManaged: z.boolean(),
  locale: z.nullable(z.string()),
  createdOn: z.number(),
  lastModified: z.number(),
});
