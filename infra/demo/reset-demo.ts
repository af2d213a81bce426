import { DeleteItemCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { forgetRefusals } from '#lib/dynamo/dynamo-limits.ts';
import { storeApplication } from '#lib/dynamo/operator/applications.ts';
import { operatorClient } from '#lib/dynamo/operator/operator-client.ts';
import { scanItems } from '#lib/dynamo/operator/scan-items.ts';
import { storeAccount } from '#lib/dynamo/operator/store-account.ts';
import { type TableId, tables } from '#lib/dynamo/tables.ts';
import { canonicalAddress } from '#lib/reset/address.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { demoApplication, demoPeople } from './demo-people.ts';

type ItemFields = { readonly [attribute: string]: unknown };

/**
 * Puts the demo back as on a first start: its people and application, without the requests and tokens that they had. Lifts every limit of
 * this process. All other accounts and applications stay as they are.
 */
export async function resetDemo(settings: Settings): Promise<{ accounts: number; application: string }> {
  // First, because new credential stamps end every token at once.
  await Promise.all(demoPeople.map((person) => storeAccount(settings, person, null)));
  await Promise.all([
    storeApplication(settings, demoApplication),
    deleteItems(settings, 'resetRequests', isRequestOfDemo),
    deleteItems(settings, 'resetTokens', isTokenOfDemo),
    deleteItems(settings, 'limits', () => true),
  ]);
  forgetRefusals();
  return { accounts: demoPeople.length, application: demoApplication.name };
}

/** A request names an account by its id, in Traffic Ops by its address. */
function isRequestOfDemo({ realm, identifier }: ItemFields): boolean {
  return demoPeople.some(
    (person) => person.realm === realm && [person.id, canonicalAddress(person.email ?? '')].includes(`${identifier}`),
  );
}

function isTokenOfDemo({ realm, accountId }: ItemFields): boolean {
  return demoPeople.some((person) => person.realm === realm && person.id === accountId);
}

async function deleteItems(settings: Settings, id: TableId, isMeant: (item: ItemFields) => boolean): Promise<void> {
  const { nameSetting, key } = tables[id];
  const TableName = settings[nameSetting];
  for await (const item of scanItems(TableName)) {
    const value = item[key];
    if (value !== undefined && isMeant(unmarshall(item))) {
      await operatorClient().send(new DeleteItemCommand({ TableName, Key: { [key]: value } }));
    }
  }
}
