import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { dynamoAccounts } from '#lib/dynamo/dynamo-accounts.ts';
import { dynamoNoticeTokens } from '#lib/dynamo/dynamo-notice-tokens.ts';
import { dynamoResetTokens, fenceKey } from '#lib/dynamo/dynamo-reset-tokens.ts';
import { operatorClient } from '#lib/dynamo/operator/operator-client.ts';
import { revokeRealm } from '#lib/dynamo/operator/revoke-realm.ts';
import { storeAccount } from '#lib/dynamo/operator/store-account.ts';
import type { ResetTokens } from '#lib/reset/ports.ts';
import { randomText } from '#lib/reset/token.ts';
import { fenceContract } from '#test/contracts/fence.ts';
import { noticeTokensContract } from '#test/contracts/notice-tokens.ts';
import { resetTokensContract } from '#test/contracts/reset-tokens.ts';
import { sampleToken } from '#test/contracts/sample-token.ts';
import { type Database, startDatabase } from '#test/start-database.ts';

let database: Database;
let resetTokens: ResetTokens;

beforeAll(async () => {
  database = await startDatabase();
  resetTokens = dynamoResetTokens(database.settings);
});
afterAll(() => {
  operatorClient().destroy();
  return database.stop();
});

resetTokensContract(() => resetTokens);
noticeTokensContract(() => ({ noticeTokens: dynamoNoticeTokens(database.settings), resetTokens }));
fenceContract(() => ({
  accounts: dynamoAccounts(database.settings, { hashPassword: async (password) => `${password}:${randomText(8)}` }),
  resetTokens,
  store: (account) => storeAccount(database.settings, account, null),
  revoke: async (realm) => {
    await revokeRealm(database.settings, realm);
  },
}));

test('K14 to revoke a realm again never moves its fence back', async () => {
  const { client, settings } = database;
  const later = Date.now() + 600_000;
  const Item = marshall({ ...fenceKey('crafter-profile'), notBefore: later });
  await client.send(new PutItemCommand({ TableName: settings.resetTokensTable, Item }));
  await revokeRealm(settings, 'crafter-profile');
  expect(await resetTokens.notBefore('crafter-profile')).toBe(later);
});

describe('A reset token in DynamoDB', () => {
  test('may be deleted a day after it expires', async () => {
    await resetTokens.put(sampleToken);
    const { Item } = await database.client.send(
      new GetItemCommand({ TableName: database.settings.resetTokensTable, Key: marshall({ tokenHash: sampleToken.tokenHash }) }),
    );
    expect(unmarshall(Item ?? {})).toEqual({ ...sampleToken, deleteAfter: 1_700_000_000 + 86_400 });
  });

  test('K10 contains only the fields of the port', async () => {
    const token = { ...sampleToken, tokenHash: 'e'.repeat(64), token: 'the token itself' };
    await resetTokens.put(token);
    const { Item } = await database.client.send(
      new GetItemCommand({ TableName: database.settings.resetTokensTable, Key: marshall({ tokenHash: token.tokenHash }) }),
    );
    expect(JSON.stringify(Item)).not.toContain('the token itself');
  });

  test('of a version that did not store when it was asked for ends when its realm is revoked', async () => {
    const { requestedAt: _, ...former } = { ...sampleToken, tokenHash: 'f'.repeat(64) };
    await database.client.send(new PutItemCommand({ TableName: database.settings.resetTokensTable, Item: marshall(former) }));
    await expect(resetTokens.find(former.tokenHash)).resolves.toEqual({ ...former, requestedAt: 0 });
  });

  test('that is incomplete is an error', async () => {
    const Item = marshall({ tokenHash: 'broken', realm: 'crafter-studio' });
    await database.client.send(new PutItemCommand({ TableName: database.settings.resetTokensTable, Item }));
    await expect(resetTokens.find('broken')).rejects.toThrow();
  });
});
