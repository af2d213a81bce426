import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { HttpResponse } from '@smithy/core/transport';
import { fenceKey } from '#lib/dynamo/dynamo-reset-tokens.ts';
import { updateIf } from '#lib/dynamo/update-if.ts';
import type { Realm } from '#lib/reset/ports.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { operatorClient } from './operator-client.ts';

/**
 * Ends everything in a realm that was asked for until now, by one write: waiting requests, links and sessions (K14). A redemption that has read the
 * fence before this write may still set its password.
 *
 * @returns the moment before which everything has ended, in epoch milliseconds
 */
export async function revokeRealm({ resetTokensTable: table }: Settings, realm: Realm): Promise<number> {
  const key = fenceKey(realm);
  const notBefore = (await timeAtDatabase(table, key)) + 1;
  const write = {
    table,
    key,
    update: 'SET #notBefore = :notBefore',
    condition: 'attribute_not_exists(#notBefore) OR #notBefore < :notBefore',
    values: { notBefore },
  };
  await updateIf(write, operatorClient());
  return notBefore;
}

/**
 * The time by the database's clock, which agrees with the clocks of the functions. An operator's clock may be wrong by minutes, and then links would
 * go on, or new ones would not work. The header of the answer names a second; the operator's clock only says where in that second we are.
 */
async function timeAtDatabase(table: string, key: { readonly [name: string]: string }): Promise<number> {
  const command = new GetItemCommand({ TableName: table, Key: marshall(key), ConsistentRead: true });
  let second = Number.NaN;
  command.middlewareStack.add(
    (next) => async (given) => {
      const done = await next(given);
      second = HttpResponse.isInstance(done.response) ? Date.parse(done.response.headers.date ?? '') : Number.NaN;
      return done;
    },
    { name: 'time-at-database', step: 'deserialize', priority: 'low' },
  );
  await operatorClient().send(command);
  if (Number.isNaN(second)) {
    throw new Error('the database does not tell the time');
  }
  return Math.min(Math.max(Date.now(), second), second + 1000);
}
