import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod/mini';
import { accountKey } from '#lib/dynamo/account-item.ts';
import { readItem } from '#lib/dynamo/stored-item.ts';
import type { AccountReference } from '#lib/reset/ports.ts';
import type { Settings } from '#lib/settings/settings.ts';

export type LastChange = {
  /** Epoch milliseconds. */
  at: number;
  by: 'owner' | 'administrator';
};

/** The last password change through Rekey, wherever the account is. Null if there was none since Rekey notes it. */
export async function readLastChange({ accountsTable }: Settings, reference: AccountReference): Promise<LastChange | null> {
  const item = await readItem(accountsTable, accountKey(reference));
  const { data } = z.safeParse(changed, item ? unmarshall(item) : {});
  return data === undefined ? null : { at: data.passwordChangedAt, by: data.passwordChangedBy };
}

const changed = z.object({ passwordChangedAt: z.number(), passwordChangedBy: z.enum(['owner', 'administrator']) });
