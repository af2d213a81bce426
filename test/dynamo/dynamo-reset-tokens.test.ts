import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { dynamoResetTokens } from '#lib/dynamo/dynamo-reset-tokens.ts';
import type { ResetTokens } from '#lib/reset/ports.ts';
import { resetTokensContract } from '#test/contracts/reset-tokens.ts';
import { sampleToken } from '#test/contracts/sample-token.ts';
import { type Database, startDatabase } from '#test/start-database.ts';

let database: Database;
let resetTokens: ResetTokens;

beforeAll(async () => {
  database = await startDatabase();
  resetTokens = dynamoResetTokens(database.settings);
});
afterAll(() => database.stop());

resetTokensContract(() => resetTokens);

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

  test('that is incomplete is an error', async () => {
    const Item = marshall({ tokenHash: 'broken', realm: 'crafter-studio' });
    await database.client.send(new PutItemCommand({ TableName: database.settings.resetTokensTable, Item }));
    await expect(resetTokens.find('broken')).rejects.toThrow();
  });
});
