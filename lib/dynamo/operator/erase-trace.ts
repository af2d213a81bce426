import { DeleteItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { tables } from '#lib/dynamo/tables.ts';
import { ifConditionHolds, updateIf } from '#lib/dynamo/update-if.ts';
import { newCredentialStamp } from '#lib/reset/token.ts';
import type { Settings } from '#lib/settings/settings.ts';
import type { Subject, Trace } from './find-traces.ts';
import { operatorClient } from './operator-client.ts';

/** What was done about an item. `reduced`: what is about the person is gone, and the rest stays. `kept`: it is about somebody else too. */
export type Erasure = 'erased' | 'reduced' | 'kept';

type Circumstances = {
  subject: Subject;
  /** The account still exists in the product's own server. */
  isThere: boolean;
  /** Epoch milliseconds. */
  now: number;
};

/** @throws if a password change of the person is under way: it needs its claim */
export function requireNoChangeUnderWay(traces: readonly Trace[], now: number): void {
  if (traces.some(({ item }) => Number(item.claim?.M?.until?.N ?? 0) > now)) {
    throw new Error(changeIsUnderWay);
  }
}

/** Erases what an item says about the person. To do it again does no harm. */
export async function eraseTrace(settings: Settings, trace: Trace, circumstances: Circumstances): Promise<Erasure> {
  const { kind, isShared } = trace;
  if (kind === 'shadow') {
    return eraseShadow(settings, trace, circumstances);
  }
  if (!isShared) {
    await deleteTrace(settings, trace);
    return 'erased';
  }
  if (kind === 'served-list') {
    await leaveServedList(settings, trace, circumstances.subject);
    return 'reduced';
  }
  return 'kept';
}

async function deleteTrace(settings: Settings, { table, key }: Trace): Promise<void> {
  await operatorClient().send(new DeleteItemCommand({ TableName: settings[tables[table].nameSetting], Key: marshall(key) }));
}

/** Takes the person's ids out of a set, unless the table has deleted the set in the meantime. */
async function leaveServedList(settings: Settings, { key }: Trace, { ids }: Subject): Promise<void> {
  const leave = new UpdateItemCommand({
    TableName: settings.resetRequestsTable,
    Key: marshall(key),
    UpdateExpression: 'DELETE #served :ids',
    ConditionExpression: 'attribute_exists(#served)',
    ExpressionAttributeNames: { '#served': 'served' },
    ExpressionAttributeValues: marshall({ ':ids': new Set(ids) }),
  });
  await ifConditionHolds(operatorClient().send(leave));
}

/**
 * A shadow with a stamp is what ends links. If it were deleted while the account exists, links and sessions that it has ended would work again. So a new
 * stamp stays then, and nothing else.
 *
 * @throws if a password change is under way
 */
async function eraseShadow(
  settings: Settings,
  { key, item }: Trace,
  { isThere, now }: Circumstances,
): Promise<'erased' | 'reduced'> {
  const table = settings.accountsTable;
  const noClaim = '(attribute_not_exists(#claim) OR #claim.#until <= :now)';
  if (isThere && item.credentialStamp !== undefined) {
    const others = Object.keys(item).filter((name) => ![...Object.keys(key), 'realm', 'id', 'credentialStamp'].includes(name));
    const written = await updateIf(
      {
        table,
        key,
        update: [
          'SET #credentialStamp = :newStamp',
          ...(others.length > 0 ? [`REMOVE ${others.map((name) => `#${name}`).join(', ')}`] : []),
        ].join(' '),
        condition: noClaim,
        values: { newStamp: newCredentialStamp(), now },
      },
      operatorClient(),
    );
    requireNoClaim(written);
    return 'reduced';
  }
  const remove = new DeleteItemCommand({
    TableName: table,
    Key: marshall(key),
    // A stamp that has come in between ends links, so it must stay.
    ConditionExpression: isThere ? `${noClaim} AND attribute_not_exists(#credentialStamp)` : noClaim,
    ExpressionAttributeNames: {
      '#claim': 'claim',
      '#until': 'until',
      ...(isThere && { '#credentialStamp': 'credentialStamp' }),
    },
    ExpressionAttributeValues: marshall({ ':now': now }),
  });
  requireNoClaim(await ifConditionHolds(operatorClient().send(remove)));
  return 'erased';
}

function requireNoClaim(written: object | undefined): void {
  if (written === undefined) {
    throw new Error(changeIsUnderWay);
  }
}

const changeIsUnderWay = 'The password of this account is being changed. Run this again in two minutes.';
