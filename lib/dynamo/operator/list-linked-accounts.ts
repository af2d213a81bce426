import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod/mini';
import type { Realm } from '#lib/reset/ports.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { readStamp } from '#lib/upstream/upstream-stamp.ts';
import { scanItems } from './scan-items.ts';

/**
 * The ids of the accounts that stay in the product's own server and that a link was mailed to. DynamoDB keeps a link for a day after it has expired,
 * which is longer than the session that the link opened. So nobody else has a link or a session.
 */
export async function listLinkedAccounts({ resetTokensTable }: Settings, realm: Realm): Promise<ReadonlySet<string>> {
  const scan = { filter: '#realm = :realm', values: { realm }, attributes: ['accountId', 'credentialStamp'] };
  const found = new Set<string>();
  for await (const item of scanItems(resetTokensTable, scan)) {
    const { accountId, credentialStamp } = z.parse(link, unmarshall(item));
    // Links from the time when Rekey kept the accounts itself are dead already.
    if (readStamp(credentialStamp) !== undefined) {
      found.add(accountId);
    }
  }
  return found;
}

const link = z.object({ accountId: z.string(), credentialStamp: z.string() });
