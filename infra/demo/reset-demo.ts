import { DeleteItemCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { seededPeople } from '#infra/local/doubles/seeded-people.ts';
import type { Doubles } from '#infra/local/doubles/start-doubles.ts';
import { forgetRefusals } from '#lib/dynamo/dynamo-limits.ts';
import { storeApplication } from '#lib/dynamo/operator/applications.ts';
import { operatorClient } from '#lib/dynamo/operator/operator-client.ts';
import { scanItems } from '#lib/dynamo/operator/scan-items.ts';
import { type NewAccount, storeAccount } from '#lib/dynamo/operator/store-account.ts';
import { type TableId, tables } from '#lib/dynamo/tables.ts';
import { canonicalAddress } from '#lib/reset/address.ts';
import { realms } from '#lib/reset/ports.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { demoApplication, demoPeopleIn } from './demo-people.ts';

type ItemFields = { readonly [attribute: string]: unknown };

/**
 * Puts the demo back as on a first start: its people and application, without the requests and tokens that they had. Lifts every limit of
 * this process. All other accounts and applications stay as they are.
 *
 * @param doubles the stand-ins of the products' servers, if Rekey is in front of them. Then every account is of the demo.
 */
export async function resetDemo(settings: Settings, doubles?: Doubles): Promise<{ accounts: number; application: string }> {
  const people = demoPeopleIn(settings);
  const isOfDemo = (realm: unknown, name: unknown) =>
    doubles !== undefined || people.some((person) => person.realm === realm && namesOf(person).includes(`${name}`));
  // First, because new credential stamps end every token at once.
  await Promise.all(people.map((person) => storeAccount(settings, person, null)));
  const seeded = doubles === undefined ? 0 : await restorePasswords(doubles);
  await Promise.all([
    storeApplication(settings, demoApplication),
    deleteItems(settings, 'resetRequests', ({ realm, identifier, accountId }) => isOfDemo(realm, identifier ?? accountId)),
    deleteItems(settings, 'resetTokens', ({ realm, accountId }) => isOfDemo(realm, accountId)),
    deleteItems(settings, 'limits', () => true),
    // What Rekey keeps about accounts in the stand-ins.
    deleteItems(settings, 'accounts', () => doubles !== undefined),
  ]);
  forgetRefusals();
  return { accounts: people.length + seeded, application: demoApplication.name };
}

/** A request names an account by its id, in Traffic Ops by its address. A note about a mail has the id. */
function namesOf({ id, email }: NewAccount): string[] {
  return [id, canonicalAddress(email ?? '')];
}

/** How many people have their first password again. */
async function restorePasswords(doubles: Doubles): Promise<number> {
  const restored = realms.flatMap((realm) =>
    seededPeople[realm].map(({ username, password }) => doubles[realm].setPassword(username, password)),
  );
  await Promise.all(restored);
  return restored.length;
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
